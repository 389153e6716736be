import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import AdmZip from 'adm-zip';
import { PNG } from 'pngjs';
import type { EngineVersion } from 'rocketchat-app-workspace/engines';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { loginThroughClassic, loginThroughModern } from '../visitor/walletLogin';
import { basic, Provider } from './provider';
import { APP_ID, CLIENT_ID, CLIENT_SECRET, SERVICE, type Site, startSite } from './site';
import { walletNamed } from './wallets';

/** The app's whole life on one version of the engine, in the order in which an admin would live it. */
export function lifecycleSuite(engine: EngineVersion): void {
	describe(`engine ${engine}`, () => {
		let site: Site;
		let provider: Provider;
		let userId: string;
		const wallet = walletNamed('resident');
		const logIn = () => loginThroughClassic(site.url, { service: SERVICE, wallet });

		beforeAll(async () => {
			site = await startSite({ engine });
			provider = new Provider(site);
		});

		afterAll(async () => {
			await site.workspace.stop();
		});

		test('installs, enabled, with the permissions it asks for and no errors in its log', async () => {
			expect(await site.workspace.apps.status(APP_ID)).toMatch(/_enabled$/);
			expect(await site.logs()).not.toMatch(/"severity":"error"/);
		});

		test('sends a picture as the bytes it is made of', async () => {
			const response = await fetch(`${site.issuer}/avatar?account=${wallet.account}`);
			const picture = Buffer.from(await response.arrayBuffer());
			expect(PNG.sync.read(picture)).toMatchObject({ width: 256, height: 256 });
		});

		test('logs in through both clients', async () => {
			({ userId } = await logIn());
			await site.useModernFlow(true);
			expect((await loginThroughModern(site.url, { service: SERVICE, wallet })).userId).toBe(userId);
			await site.useModernFlow(false);
		});

		test("no request's secrets are in the app's log, the engine's own lines included", async () => {
			const code = await provider.code(wallet);
			const token = await provider.accessToken(wallet);
			await provider.userinfo(token);
			await provider.token({ code }, basic(CLIENT_ID, 'a wrong secret'));
			const authorization = basic(CLIENT_ID, CLIENT_SECRET);
			for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
				await provider.request(`${site.issuer}/token`, { method, headers: { authorization } });
			}
			// At once: engines up to 1.57 have one log for all requests that are under way.
			await Promise.all([code, `${code}x`].map((each) => provider.token({ code: each })));
			const ofRequests = (await site.workspace.apps.logs(APP_ID)).filter(({ method }) =>
				method.startsWith('api:'),
			);
			const logs = JSON.stringify(ofRequests);
			const secrets = [code, token, CLIENT_SECRET, 'a wrong secret', authorization];
			expect(logs).toContain('invalid_client');
			expect(secrets.filter((secret) => logs.includes(secret))).toEqual([]);
		});

		test('disabled, nothing answers; enabled again, the same wallet is the same user', async () => {
			await site.workspace.apps.disable(APP_ID);
			const answer = await provider.request(provider.authorizeUrl());
			expect(answer.status).toBe(404);
			await site.workspace.apps.enable(APP_ID);
			expect((await logIn()).userId).toBe(userId);
		});

		// Before the update: engines up to 1.57 start a killed app as disabled once it has been updated.
		test('its process killed, it comes back by itself and nothing is lost', async () => {
			const token = await provider.accessToken(wallet);
			const restarts = async () => (await site.logs()).split('"runtime:restart"').length;
			const before = await restarts();
			process.kill(sandboxPid(), 'SIGKILL');
			// A request in between would wait for half a minute, and have the engine take the app for disabled for five.
			await expect.poll(restarts, { timeout: 20_000 }).toBeGreaterThan(before);
			expect((await provider.userinfo(token)).status).toBe(200);
			expect((await logIn()).userId).toBe(userId);
		});

		test('updated to a newer version, it keeps its key, its settings and whose wallet is whose', async () => {
			const before = await provider.userinfo(await provider.accessToken(walletNamed('passer-by')));
			await site.workspace.apps.update(await newerZip());
			expect(await site.workspace.apps.status(APP_ID)).toMatch(/_enabled$/);
			expect((await logIn()).userId).toBe(userId);
			const after = await provider.userinfo(await provider.accessToken(walletNamed('passer-by')));
			expect(after.json).toEqual(before.json);
		});

		test('uninstalled, it leaves no record behind', async () => {
			await site.workspace.apps.uninstall(APP_ID);
			expect(site.workspace.apps.has(APP_ID)).toBe(false);
			expect(await site.workspace.persistence.all(APP_ID)).toEqual([]);
		});

		test('installed anew, the wallet finds its user again', async () => {
			await site.workspace.apps.install(await readFile(inject('appZip')));
			await site.workspace.apps.setSetting(
				APP_ID,
				'client-secret',
				site.workspace.settings.text('Accounts_OAuth_Custom-Metamask-secret'),
			);
			expect((await logIn()).userId).toBe(userId);
		});
	});
}

/** The app's own process: the child of this one that runs the app. */
function sandboxPid(): number {
	const processes = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], {
		encoding: 'utf8',
	});
	const line = processes.split('\n').find((text) => text.includes(APP_ID));
	return Number.parseInt(line ?? '', 10);
}

/** The zip of this run, as if it were the next version. */
async function newerZip(): Promise<Buffer> {
	const zip = new AdmZip(await readFile(inject('appZip')));
	const manifest = JSON.parse(zip.readAsText('app.json'));
	zip.updateFile('app.json', Buffer.from(JSON.stringify({ ...manifest, version: '99.0.0' })));
	return zip.toBuffer();
}
