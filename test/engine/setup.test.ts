import { readFile } from 'node:fs/promises';
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { permissions } from '../../app.json';
import { makeEmailTable, makeRecommendedTable } from '../../lib/setup/customOAuthTable';
import { loginThroughClassic, loginThroughModern } from '../visitor/walletLogin';
import { APP_ID, CLIENT_ID, CLIENT_SECRET, SERVICE } from './site';
import { siteForTests } from './siteForTests';
import { Typist } from './typist';
import { walletNamed } from './wallets';

const PREFIX = 'Accounts_OAuth_Custom-Metamask';

const on = siteForTests();
let admin: Typist;

const access = () => ({ issuer: on.site.issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });
const fieldOf = (suffix: string) => on.site.workspace.settings.get(`${PREFIX}${suffix}`);
const fieldsNow = () =>
	Object.fromEntries(Object.keys(makeRecommendedTable(access())).map((each) => [each, fieldOf(each)]));

/** What "Add custom OAuth" leaves. */
const UNTOUCHED = {
	'': false,
	'-url': '',
	'-token_path': '/oauth/token',
	'-token_sent_via': 'payload',
	'-identity_token_sent_via': 'default',
	'-identity_path': '/me',
	'-authorize_path': '/oauth/authorize',
	'-id': '',
	'-secret': '',
	'-login_style': 'popup',
	'-button_label_text': '',
	'-button_label_color': '#FFFFFF',
	'-button_color': '#1d74f5',
	'-key_field': 'username',
	'-username_field': '',
	'-email_field': '',
	'-name_field': '',
	'-avatar_field': '',
	'-merge_users': false,
	'-merge_users_distinct_services': false,
};

async function press(message: Awaited<ReturnType<Typist['type']>>, types: string): Promise<string> {
	const button = admin.buttons(message).find(({ value }) => value === types);
	if (!button) {
		throw new Error(`no button types ${types}`);
	}
	return admin.press(button);
}

beforeAll(async () => {
	admin = await Typist.existing(on.site, on.site.workspace.admin._id);
});

afterEach(async () => {
	await on.site.setting('client-secret', CLIENT_SECRET);
	await on.site.setting('service-name', SERVICE);
	await on.site.setting('email-domain', '');
});

test('only admins may set up', async () => {
	const somebody = await Typist.register(on.site, 'somebody');
	for (const parameters of ['setup', 'setup fill', 'setup secret', 'setup sign eip712', 'setup undo']) {
		expect((await somebody.type(parameters)).msg).toBe('Only admins of this workspace can use this.');
	}
	expect((await somebody.type('help')).msg).not.toContain('/wallet setup');
	expect((await admin.type('help')).msg).toContain('/wallet setup');
});

test('a service that has not been added is the first step', async () => {
	await on.site.setting('service-name', 'ethereum');
	expect((await admin.type('setup')).msg).toMatch(/no service ethereum.*Add custom OAuth.*\/wallet setup/);
	await on.site.setting('service-name', 'meta-mask');
	expect((await admin.type('setup')).msg).toMatch(/makes metamask of this name/);
});

describe('a service that was just added', () => {
	beforeAll(async () => {
		await on.site.customOAuth(UNTOUCHED);
		await on.site.setting('client-secret', '');
	});

	test('is filled in at a click, the derived secret included, so that a login works; another click undoes it', async () => {
		await on.site.setting('client-secret', '');
		const before = fieldsNow();
		const offer = await admin.type('setup');
		expect(JSON.stringify(offer.blocks)).toMatch(/as recommended: 5 of \d\d/);
		expect(offer.blocks && JSON.stringify(offer.blocks)).not.toContain('setup undo');

		const said = await press(offer, 'setup fill');
		expect(said).toMatch(/Changed, and read back: .*URL, Token Path.*Secret.*Button Text/);
		const secret = String(fieldOf('-secret'));
		expect(secret).toMatch(/^[\w-]{43}$/);
		expect(said).not.toContain(secret);
		expect(fieldsNow()).toEqual(makeRecommendedTable({ ...access(), clientSecret: secret }));
		for (const logIn of [loginThroughClassic, loginThroughModern]) {
			await on.site.useModernFlow(logIn === loginThroughModern);
			const login = { service: SERVICE, wallet: walletNamed('set up') };
			expect((await logIn(on.site.url, login)).user.username).toMatch(/^0x/);
		}
		expect((await admin.type('setup fill')).msg).toContain('nothing was changed');

		const undone = await press(await admin.type('setup'), 'setup undo');
		expect(undone).toMatch(/As before: .*URL/);
		expect(fieldsNow()).toEqual({ ...before, '-secret': secret });
		expect((await admin.type('setup undo')).msg).toContain('nothing to undo');
		const kept = JSON.stringify(await on.site.workspace.persistence.all(APP_ID));
		expect(kept).not.toContain(secret);
	});

	test('the secret that an admin has entered in the app counts', async () => {
		await admin.type('setup fill');
		expect(fieldOf('-secret')).toBe(CLIENT_SECRET);
		expect((await admin.type('doctor')).msg).not.toContain(`${PREFIX}-secret`);
	});

	test("the prototype's fields need a domain; going over them, undo finds the way to the very first values", async () => {
		await on.site.customOAuth({ '-scope': 'openid', ...UNTOUCHED });
		const before = fieldsNow();
		expect((await admin.type('setup fill email')).msg).toMatch(/First enter a domain of yours/);
		expect(fieldsNow()).toEqual(before);

		await admin.type('setup fill');
		await on.site.setting('email-domain', 'wallets.example');
		await admin.type('setup fill email');
		expect(fieldsNow()).toMatchObject(makeEmailTable(access()));
		await admin.type('setup undo');
		expect(fieldsNow()).toEqual({ ...before, '-secret': CLIENT_SECRET });
	});

	test('an old undo changes nothing of a service that was named since', async () => {
		const { settings } = on.site.workspace;
		await on.site.customOAuth(UNTOUCHED);
		await admin.type('setup fill');
		const prefix = await settings.addCustomOAuth('another');
		await settings.set(`${prefix}-url`, 'https://another.example');
		await on.site.setting('service-name', 'another');
		expect(await admin.press({ actionId: 'wallet setup undo' })).toContain('nothing to undo');
		expect(settings.get(`${prefix}-url`)).toBe('https://another.example');
		await on.site.setting('service-name', SERVICE);
		expect((await admin.type('setup undo')).msg).toMatch(/As before: .*URL/);
	});

	test('former values are kept for a day', async () => {
		await on.site.customOAuth(UNTOUCHED);
		await admin.type('setup fill');
		on.site.workspace.clock.advance(86_401_000);
		expect((await admin.type('setup undo')).msg).toContain('nothing to undo');
	});
});

test("the prototype's fields: connected wallets can't log in, as the offer says", async () => {
	await on.site.setting('email-domain', 'wallets.example');
	await admin.type('setup fill email');
	const alice = await Typist.register(on.site, 'alice');
	const wallet = walletNamed('connected, with e-mail');
	await alice.connect(wallet);
	for (const logIn of [loginThroughClassic, loginThroughModern]) {
		await on.site.useModernFlow(logIn === loginThroughModern);
		await expect(logIn(on.site.url, { service: SERVICE, wallet })).rejects.toThrow();
	}
	await on.site.useModernFlow(false);
	await admin.type('setup fill');
	expect((await loginThroughClassic(on.site.url, { service: SERVICE, wallet })).userId).toBe(alice.id);
});

test('what wallets sign is changed at a click', async () => {
	const offer = await admin.type('setup');
	expect(await press(offer, 'setup sign siwe')).toContain('What wallets sign: Sign-In with Ethereum');
	expect(on.site.workspace.apps.settingValue(APP_ID, 'sign-in-message')).toBe('siwe');
	expect((await on.provider.offer()) as object).toHaveProperty('message');
	expect(await press(offer, 'setup sign eip712')).toContain('What wallets sign: EIP-712');
	expect(await on.provider.offer()).toHaveProperty('typedData');
});

test('values are shown to be copied, the secret only when it is asked for', async () => {
	const shown = await admin.type('setup show');
	for (const [field, value] of Object.entries(makeRecommendedTable(access()))) {
		if (field !== '-secret' && value !== '') {
			expect(shown.msg).toContain(`\`${value}\``);
		}
	}
	expect(shown.msg).not.toContain(CLIENT_SECRET);
	expect(await press(shown, 'setup secret')).toContain(`Secret: \`${CLIENT_SECRET}\``);
});

test('without the permission nothing is said to be changed, and every value is shown', async () => {
	const zip = await readFile(inject('appZip'));
	const granted = permissions.filter(({ name }) => name !== 'server-setting.write');
	await on.site.customOAuth(UNTOUCHED);
	await on.site.workspace.apps.update(zip, granted);
	const said = await admin.type('setup fill');
	expect(said.msg).not.toContain('Changed');
	expect(said.msg).toMatch(/did not take these/);
	expect(said.msg).toContain(`URL: \`${on.site.issuer}\``);
	expect(said.msg).not.toContain(CLIENT_SECRET);
	expect(admin.buttons(said).map(({ value }) => value)).toEqual(['setup secret']);
	expect(fieldOf('-url')).toBe('');
	await on.site.workspace.apps.update(zip, permissions);
});

test('a field that this release does not have is told, and shown to be copied', async () => {
	await on.site.customOAuth(UNTOUCHED);
	const setting = on.site.workspace.settings.find(`${PREFIX}-avatar_field`);
	if (!setting) {
		throw new Error('no avatar field');
	}
	// Hidden from apps, so neither to be read nor to be written.
	setting.hidden = true;
	const said = await admin.type('setup fill');
	setting.hidden = false;
	expect(said.msg).toMatch(/Changed, and read back: .*URL/);
	expect(said.msg).toMatch(/did not take these.*\nAvatar field: `picture`$/s);
});

// The last one: the app starts afresh.
test('removed and installed anew, set up again: a user that a first login had created is found again', async () => {
	const login = { service: SERVICE, wallet: walletNamed('survivor') };
	await admin.type('setup fill');
	const { userId } = await loginThroughClassic(on.site.url, login);
	// An event under way while the app is removed would leave the old app's settings to the new one: see the workspace's README.
	const records = () => on.site.workspace.persistence.all(APP_ID);
	await expect.poll(records).toContainEqual(expect.objectContaining({ kind: 'created', userId }));
	await on.site.workspace.apps.disable(APP_ID);
	await on.site.workspace.apps.uninstall(APP_ID);
	await on.site.workspace.apps.install(await readFile(inject('appZip')));
	await expect(loginThroughClassic(on.site.url, login)).rejects.toThrow();
	await admin.type('setup fill');
	expect((await loginThroughClassic(on.site.url, login)).userId).toBe(userId);
});
