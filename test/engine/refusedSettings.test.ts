import { readFile } from 'node:fs/promises';
import { ADMIN } from 'rocketchat-app-workspace';
import { ENGINE_VERSIONS } from 'rocketchat-app-workspace/engines';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { APP_ID, type Site, startSite } from './site';
import { Typist } from './typist';

/** A tool that an admin trusts. */
const WIKI = {
	client_id: 'wiki',
	client_name: 'Wiki',
	redirect_uris: ['https://wiki.example/cb'],
	token_endpoint_auth_method: 'none',
};

describe.each(ENGINE_VERSIONS)('a wrong value of a setting, engine %s', (engine) => {
	let site: Site;
	let admin: Typist;

	beforeAll(async () => {
		site = await startSite({ engine });
		await site.workspace.jobs.runDue();
		await site.workspace.jobs.stop();
		const user = await site.workspace.users.findByUsername(ADMIN.username);
		admin = await Typist.existing(site, user?._id ?? '');
	});

	afterAll(async () => {
		await site.workspace.stop();
	});

	/** Saves a setting as Rocket.Chat's page for apps does. */
	async function save(id: string, value: unknown): Promise<void> {
		const { token } = await site.workspace.context.loginTokens.issue(admin.id);
		const response = await fetch(`${site.url}/api/apps/${APP_ID}/settings`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-user-id': admin.id, 'x-auth-token': token },
			body: JSON.stringify({ settings: [{ id, value }] }),
		});
		expect(response.status).toBe(200);
	}

	const kept = (id: string) => site.workspace.apps.settingValue(APP_ID, id);

	test.each([
		['client-id', 'wiki', 'rocketchat'],
		['wallet-oauth-client-id', 'wiki', ''],
		['wallet-oauth-client-id', 'rocketchat', ''],
		['trusted-clients', JSON.stringify([{ ...WIKI, client_id: 'rocketchat' }]), JSON.stringify([WIKI])],
		['trusted-clients', JSON.stringify([{ ...WIKI, client_id: 'wallet' }]), JSON.stringify([WIKI])],
	])('%s with the id of another client, %j, keeps its value', async (id, value, before) => {
		await save('trusted-clients', JSON.stringify([WIKI]));
		await save(id, value);
		expect(kept(id) || '').toBe(before);
		await save('trusted-clients', '[]');
	});

	test.each([
		['trusted-clients', '[]', '[{"client_id": "x"}]'],
		['code-lifetime', 120, 3000],
		['email-domain', 'mail.example.com', 'example'],
		['access', 'linked', 'everybody'],
	])('%s: %j stays when %j is saved', async (id, before, wrong) => {
		await save(id, before);
		expect(kept(id)).toBe(before);
		await save(id, wrong);
		expect(kept(id)).toBe(before);
	});

	test('whoever updated the app is told why, in their language; who is no admin any more is not', async () => {
		const former = await Typist.register(site, 'former', { roles: ['user', 'admin'] });
		const german = await Typist.register(site, 'german', { roles: ['admin'], language: 'de' });
		const gone = await Typist.register(site, 'gone', { roles: ['admin'] });
		for (const typist of [former, german, gone]) {
			await typist.type('client');
		}
		await site.workspace.users.update(former.id, { $set: { roles: ['user'] } });
		await site.workspace.users.update(gone.id, { $set: { active: false } });
		await update();
		await save('trusted-clients', '[{"client_id": "x"}]');
		await site.workspace.jobs.runDue();
		expect((await admin.directMessages()).at(-1)).toContain(
			'The setting *Further clients (OpenID Connect)* keeps its value. Entry 1 of the list of clients: the field client_name is missing, unknown or wrong.',
		);
		expect((await german.directMessages()).at(-1)).toMatch(
			/^Die Einstellung \*Weitere Clients.* Eintrag 1 der/,
		);
		expect(await former.directMessages()).toEqual([]);
		expect(await gone.directMessages()).toEqual([]);
	});

	/** Uploads the app again, as its admin. */
	async function update(): Promise<void> {
		const { token } = await site.workspace.context.loginTokens.issue(admin.id);
		const form = new FormData();
		form.set('app', new Blob([await readFile(inject('appZip'))]), 'app.zip');
		const response = await fetch(`${site.url}/api/apps/${APP_ID}`, {
			method: 'POST',
			headers: { 'x-user-id': admin.id, 'x-auth-token': token },
			body: form,
		});
		expect(response.status).toBe(200);
	}
});
