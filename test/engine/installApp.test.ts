import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { type RunningWorkspace, startWorkspace } from 'rocketchat-app-workspace';
import { LoginFailed } from 'rocketchat-app-workspace/visitor';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { makeRecommendedTable } from '../../lib/setup/customOAuthTable';
import { loginThroughClassic } from '../visitor/walletLogin';
import { APP_ID } from './site';
import { walletNamed } from './wallets';

const ROOT = join(import.meta.dirname, '../..');
const SERVICE = 'Accounts_OAuth_Custom_Metamask';
const SECRET = 'the secret of both';

let workspace: RunningWorkspace;
/** The checkout as the container sees it. */
let folder: string;

beforeAll(async () => {
	workspace = await startWorkspace();
	folder = await mkdtemp(join(tmpdir(), 'compose-'));
	await mkdir(join(folder, 'dist'));
	await cp(join(ROOT, 'deploy'), join(folder, 'deploy'), { recursive: true });
	await cp(join(ROOT, 'app.json'), join(folder, 'app.json'));
	await cp(inject('appZip'), join(folder, 'dist', basename(inject('appZip'))));
});

afterAll(async () => {
	await workspace.stop();
	await rm(folder, { recursive: true });
});

async function installApp(change: Record<string, string> = {}) {
	const env = {
		PATH: process.env.PATH,
		ROCKETCHAT_URL: workspace.url,
		ROCKETCHAT_USERNAME: 'admin',
		ROCKETCHAT_PASSWORD: 'admin',
		CLIENT_SECRET: SECRET,
		...change,
	};
	const run = promisify(execFile)(process.execPath, [join(folder, 'deploy/installApp.mjs')], { env });
	return run.then(
		({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
		({ code, stdout, stderr }) => ({ code, said: stdout + stderr }),
	);
}

/** The environment of compose's Rocket.Chat, with its variables filled in. */
async function rocketChatEnvironment(): Promise<Record<string, string>> {
	const compose = parse(await readFile(join(ROOT, 'deploy/compose.yaml'), 'utf8'));
	const filled = Object.entries<string>(compose.services.rocketchat.environment).map(([name, value]) => [
		name,
		value.replace(/\$\{ROOT_URL[^}]*\}/, workspace.url).replace(/\$\{CLIENT_SECRET[^}]*\}/, SECRET),
	]);
	return Object.fromEntries(filled);
}

test("compose's variables are the recommended table, spelled as Rocket.Chat reads them at its start", async () => {
	const environment = await rocketChatEnvironment();
	const service = Object.entries(environment).filter(([name]) => name.startsWith(SERVICE));
	const issuer = `${workspace.url}/api/apps/public/${APP_ID}`;
	const table = makeRecommendedTable({ issuer, clientId: 'rocketchat', clientSecret: SECRET });
	const expected = Object.entries(table).map(([suffix, value]) => [
		`${SERVICE}${suffix.replace('-', '_')}`,
		String(value),
	]);
	expect(Object.fromEntries(service)).toEqual(Object.fromEntries(expected));
});

test('the script puts the app in and sets its secret, so that a wallet logs in; run again, it updates', async () => {
	const prefix = await workspace.settings.addCustomOAuth('metamask');
	for (const [name, value] of Object.entries(await rocketChatEnvironment())) {
		if (name.startsWith(SERVICE)) {
			const field = name === SERVICE ? prefix : `${prefix}-${name.slice(SERVICE.length + 1)}`;
			await workspace.settings.set(field, ['true', 'false'].includes(value) ? value === 'true' : value);
		}
	}
	const first = await installApp();
	expect(first).toMatchObject({ code: 0, said: expect.stringContaining('Installing') });
	const login = { service: 'metamask', wallet: walletNamed('composed') };
	const { userId } = await loginThroughClassic(workspace.url, login);
	const second = await installApp();
	expect(second).toMatchObject({ code: 0, said: expect.stringContaining('Updating') });
	expect((await loginThroughClassic(workspace.url, login)).userId).toBe(userId);
	expect(first.said + second.said).not.toContain(SECRET);
});

test('without a secret it leaves the app with the one it has', async () => {
	expect(await installApp({ CLIENT_SECRET: '' })).toMatchObject({ code: 0 });
	await loginThroughClassic(workspace.url, { service: 'metamask', wallet: walletNamed('composed') });
});

test('with another secret than the service has, nobody gets in', async () => {
	await installApp({ CLIENT_SECRET: 'another' });
	const login = loginThroughClassic(workspace.url, { service: 'metamask', wallet: walletNamed('composed') });
	await expect(login).rejects.toThrow(LoginFailed);
});

test.each([
	[{ ROCKETCHAT_URL: '' }, 'ROCKETCHAT_URL is not set.'],
	[{ ROCKETCHAT_PASSWORD: 'wrong' }, '/api/v1/login was refused'],
])('with %j it says what is wrong', async (change, sentence) => {
	const { code, said } = await installApp(change as Record<string, string>);
	expect(code).toBe(1);
	expect(said).toContain(sentence);
});
