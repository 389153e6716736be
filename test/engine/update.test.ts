import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AdmZip from 'adm-zip';
import { ENGINE_VERSIONS } from 'rocketchat-app-workspace/engines';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { loginThroughClassic } from '../visitor/walletLogin';
import { GRAFANA, logIn, trust } from './openid/trustedClients';
import { basic, Provider } from './provider';
import { APP_ID, SERVICE, type Site, startSite } from './site';
import { Typist } from './typist';
import { walletNamed } from './wallets';

const RELEASES = join(import.meta.dirname, '../fixtures/releases');
const UPDATES = readdirSync(RELEASES)
	.filter((name) => name.endsWith('.zip'))
	.flatMap((zip) => ENGINE_VERSIONS.map((engine) => ({ zip, engine })));
const DAY_MS = 86_400_000;

const WALLETS = {
	created: walletNamed('created before the update'),
	linked: walletNamed('linked before the update'),
	blocked: walletNamed('blocked before the update'),
	tool: walletNamed('at a tool before the update'),
	renewed: walletNamed('renewed before the update'),
	revoked: walletNamed('revoked after the update'),
	ended: walletNamed('whose session an admin ends after the update'),
	late: walletNamed('whose code is under way during the update'),
};

describe.each(UPDATES)('an update from $zip, engine $engine', ({ zip, engine }) => {
	let site: Site;
	let provider: Provider;
	let admin: Typist;
	/** Linked by `/wallet login`. */
	let linker: Typist;
	let createdId: string;
	/** By wallet, what a tool got. */
	const tokens: Record<string, Record<string, string>> = {};
	/** Of the wallet whose session was renewed, the refresh token that was used for it. */
	let usedRefreshToken: string | undefined;
	let code: string;

	const logInto = (wallet: (typeof WALLETS)['created']) =>
		loginThroughClassic(site.url, { service: SERVICE, wallet });
	const asTool = (path: string, fields: Record<string, string>) =>
		provider.request(`${site.issuer}/${path}`, {
			method: 'POST',
			headers: { authorization: basic(GRAFANA.id, GRAFANA.secret) },
			body: new URLSearchParams(fields),
		});
	const claims = (token = '') =>
		provider.request(`${site.issuer}/claims`, { headers: { authorization: `Bearer ${token}` } });
	/** The records of sessions, and the marks that stay of them. */
	const listExpiring = async () =>
		((await site.workspace.persistence.all(APP_ID)) as { kind?: string }[]).filter(
			({ kind }) => kind === 'session' || kind === 'spent' || kind === 'end',
		);
	const renew = (token = '') => asTool('token', { grant_type: 'refresh_token', refresh_token: token });

	beforeAll(async () => {
		site = await startSite({ engine }, join(RELEASES, zip));
		provider = new Provider(site);
		await trust({ site });
		admin = await Typist.existing(site, site.workspace.admin._id);
		linker = await Typist.register(site, 'linker');
		({ userId: createdId } = await logInto(WALLETS.created));
		await linker.connect(WALLETS.linked);
		await logInto(WALLETS.blocked);
		await admin.type(`block ${WALLETS.blocked.account}`);
		for (const name of ['created', 'linked', 'tool', 'renewed', 'revoked', 'ended'] as const) {
			const { json } = await logIn({ provider }, WALLETS[name], GRAFANA, { scope: 'openid offline_access' });
			tokens[name] = json as Record<string, string>;
		}
		usedRefreshToken = tokens.renewed?.refresh_token;
		tokens.renewed = (await renew(usedRefreshToken)).json as Record<string, string>;
		code = await provider.code(WALLETS.late);
		// No look for jobs during the update: a sweep that fails then would first run days later, and look back hours.
		await site.workspace.jobs.runDue();
		await site.workspace.jobs.stop();
		expect(await site.workspace.persistence.all(APP_ID)).toContainEqual({ sweptHour: expect.any(Number) });
		await site.workspace.apps.update(await makeNewerZip());
		await site.workspace.jobs.runDue();
	});

	afterAll(async () => {
		await site.workspace.stop();
	});

	test('a wallet logs its user in, whether it created them or was linked', async () => {
		expect((await logInto(WALLETS.created)).userId).toBe(createdId);
		expect((await logInto(WALLETS.linked)).userId).toBe(linker.id);
	});

	test('a blocked wallet stays blocked', async () => {
		await expect(logInto(WALLETS.blocked)).rejects.toThrow(/blocked/);
	});

	test('a code that was under way is refused with a sentence, and the next login works', async () => {
		const answer = await provider.token({ code });
		expect([answer.status, answer.json]).toEqual([
			400,
			{ error: 'invalid_grant', error_description: expect.stringMatching(/^[A-Z].*\. Start again from /) },
		]);
		expect((await logInto(WALLETS.late)).userId).toEqual(expect.any(String));
	});

	test("a tool's access token is good until it expires, and its session can be renewed", async () => {
		const { access_token: accessToken, refresh_token: refreshToken } = tokens.tool ?? {};
		expect((await claims(accessToken)).json).toMatchObject({ sub: WALLETS.tool.account });
		for (const token of [accessToken, refreshToken]) {
			expect((await asTool('introspect', { token: token ?? '' })).json).toMatchObject({ active: true });
		}
		const renewed = (await renew(refreshToken)).json as Record<string, string>;
		expect((await claims(renewed.access_token)).status).toBe(200);
		expect((await claims(accessToken)).status).toBe(401);
		const again = (await renew(renewed.refresh_token)).json as Record<string, string>;
		expect((await claims(again.access_token)).status).toBe(200);
		// The refresh token of 0.1.0 a second time: somebody has stolen it.
		expect((await renew(refreshToken)).json).toMatchObject({ error: 'invalid_grant' });
		expect((await claims(again.access_token)).status).toBe(401);
		expect((await renew(again.refresh_token)).status).toBe(400);
	});

	test('a refresh token that was used before the update ends its session when it comes again', async () => {
		const { access_token: accessToken, refresh_token: refreshToken } = tokens.renewed ?? {};
		expect((await claims(accessToken)).status).toBe(200);
		expect((await renew(usedRefreshToken)).json).toMatchObject({ error: 'invalid_grant' });
		expect((await claims(accessToken)).status).toBe(401);
		expect((await renew(refreshToken)).status).toBe(400);
	});

	test("a tool's token can be revoked", async () => {
		const { access_token: accessToken, refresh_token: refreshToken } = tokens.revoked ?? {};
		expect((await asTool('revoke', { token: accessToken ?? '' })).status).toBe(200);
		expect((await claims(accessToken)).status).toBe(401);
		expect((await renew(refreshToken)).status).toBe(400);
	});

	test('the session of /wallet is shown, renewed and listed', async () => {
		const token = async () => /`([\w-]+)`/.exec((await linker.type('token')).msg)?.[1];
		const before = await token();
		expect(before).toMatch(/^[\w-]{43}$/);
		expect((await claims(before)).status).toBe(200);
		expect((await linker.type('status')).blocks?.length).toBeGreaterThan(1);
		expect((await linker.type('refresh')).msg).toMatch(/is renewed/);
		expect((await claims(before)).status).toBe(401);
		expect((await claims(await token())).status).toBe(200);
		expect((await linker.type('revoke')).msg).toMatch(/ended|revoked/i);
		expect((await linker.type('token')).msg).toMatch(/have no wallet session/);
	});

	test('an admin sees old sessions, and a block ends them', async () => {
		const account = WALLETS.linked.account;
		expect((await admin.type(`sessions ${account}`)).msg).toMatch(/^[^\n]*: 2\n/);
		expect((await claims(tokens.linked?.access_token)).status).toBe(200);
		await admin.type(`block ${account}`);
		expect((await admin.type(`sessions ${account}`)).msg).toMatch(/^[^\n]*: 0\n/);
		await admin.type(`unblock ${account}`);
		expect((await claims(tokens.linked?.access_token)).status).toBe(401);
		expect((await renew(tokens.linked?.refresh_token)).status).toBe(400);
		expect((await logInto(WALLETS.linked)).userId).toBe(linker.id);
	});

	test('an admin finds an old session among all, and ends it', async () => {
		const count = async () => Number(/: (\d+)\n/.exec((await admin.type('sessions')).msg)?.[1]);
		const before = await count();
		expect((await claims(tokens.ended?.access_token)).status).toBe(200);
		await admin.type(`sessions end ${WALLETS.ended.account}`);
		expect(await count()).toBe(before - 1);
		expect((await claims(tokens.ended?.access_token)).status).toBe(401);
		expect((await renew(tokens.ended?.refresh_token)).status).toBe(400);
	});

	test('settings stay, and what has expired is swept in the end', async () => {
		expect(site.workspace.apps.settingValue(APP_ID, 'trusted-clients')).toContain(GRAFANA.id);
		// Without a key: 0.1.0 wrote it.
		const isFormer = (record: object) => !('key' in record);
		const before = await listExpiring();
		expect(before.filter(isFormer).map(({ kind }) => kind)).toEqual(
			expect.arrayContaining(['session', 'spent']),
		);
		site.workspace.clock.advance(9 * DAY_MS);
		for (let run = 0; run < 4; run += 1) {
			await site.workspace.jobs.runDue();
			site.workspace.clock.advance(6 * 60_000);
		}
		expect((await listExpiring()).map(({ kind }) => kind)).toEqual([]);
	}, 120_000);
});

/** The zip of this run, as if it were the next version. */
async function makeNewerZip(): Promise<Buffer> {
	const zip = new AdmZip(await readFile(inject('appZip')));
	const manifest = JSON.parse(zip.readAsText('app.json'));
	zip.updateFile('app.json', Buffer.from(JSON.stringify({ ...manifest, version: '99.0.0' })));
	return zip.toBuffer();
}
