import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { killGroup, startWorkspace } from 'rocketchat-app-workspace';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configureRecommendedOAuth } from '../../../scripts/start/recommendedOAuth';
import { timeFor, times } from '../../counts';
import { loginThroughClassic } from '../../visitor/walletLogin';
import { Provider } from '../provider';
import { APP_ID, SERVICE, type Site, startSite } from '../site';
import { Typist } from '../typist';
import { walletNamed } from '../wallets';

let dataDir: string;
let userId: string;
const linked = walletNamed('linked on disk');
const busy = Array.from({ length: 4 }, (_, index) => walletNamed(`busy on disk ${index}`));

beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'killed-workspace-'));
	const site = await startSite({ dataDir });
	const user = await Typist.register(site, 'owner-on-disk');
	await user.connect(linked);
	userId = user.id;
	for (const wallet of busy) {
		await loginThroughClassic(site.url, { service: SERVICE, wallet });
	}
	await site.workspace.stop();
});

afterAll(async () => {
	await rm(dataDir, { recursive: true, force: true });
});

/** The workspace in a process, with a group of its own for its apps' processes. */
async function startProcess(): Promise<{ child: ChildProcess; url: string }> {
	const child = fork(join(import.meta.dirname, 'workspaceProcess.ts'), [dataDir], {
		execArgv: ['--import', 'tsx'],
		detached: true,
	});
	const ended = once(child, 'exit').then(() => {
		throw new Error('the workspace has ended at its start');
	});
	ended.catch(() => undefined);
	const [url] = await Promise.race([once(child, 'message'), ended]);
	return { child, url };
}

function providerAt(url: string): Provider {
	return new Provider({ url, issuer: `${url}/api/apps/public/${APP_ID}` } as Site);
}

/** Tokens that were given out open their sessions, and everybody logs in as before. */
async function assertAllIsKept(url: string, tokens: readonly string[]): Promise<void> {
	for (const token of tokens) {
		expect((await providerAt(url).userinfo(token)).status).toBe(200);
	}
	expect((await loginThroughClassic(url, { service: SERVICE, wallet: linked })).userId).toBe(userId);
	for (const wallet of busy) {
		await loginThroughClassic(url, { service: SERVICE, wallet });
	}
}

test(
	'the workspace killed while it writes to disk: what it has answered is kept, and nothing half done lets anybody in',
	async () => {
		for (let round = 0; round < times(2); round += 1) {
			const { child, url } = await startProcess();
			const given: string[] = [];
			const logInOn = async (index: number) => {
				for (;;) {
					const code = await providerAt(url).code(busy[index % busy.length] as (typeof busy)[number]);
					const { json } = await providerAt(url).token({ code });
					if (json.access_token) {
						given.push(String(json.access_token));
					}
				}
			};
			// Each ends when nobody answers it any more.
			const logins = busy.map((_, index) => logInOn(index).catch(() => undefined));
			await expect.poll(() => given.length, { timeout: 20_000 }).toBeGreaterThan(0);
			await sleep(Math.random() * 300);
			killGroup(child);
			await Promise.all([once(child, 'exit'), ...logins]);

			const workspace = await startWorkspace({ dataDir });
			try {
				await configureRecommendedOAuth(workspace, APP_ID);
				await assertAllIsKept(workspace.url, given.slice(-8));
			} finally {
				await workspace.stop();
			}
		}
	},
	timeFor(60),
);
