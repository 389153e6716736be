import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { permissions } from '../../app.json';
import { makeEmailTable, makeRecommendedTable } from '../../lib/setup/customOAuthTable';
import { type ReverseProxy, startReverseProxy } from './reverseProxy';
import { APP_ID, CLIENT_ID, CLIENT_SECRET, type Site } from './site';
import { siteForTests } from './siteForTests';
import { Typist } from './typist';

const PREFIX = 'Accounts_OAuth_Custom-Metamask';

interface Diagnosis {
	/** What the lines with ❌ and ⚠️ are about, with their sign. */
	readonly faults: string[];
	readonly text: string;
}

async function diagnose(admin: Typist): Promise<Diagnosis> {
	const { msg: text } = await admin.type('doctor');
	const lines = [...text.matchAll(/^(❌|⚠️|✅) [^`]*`([^`]+)`/gm)];
	expect(lines.length).toBeGreaterThan(0);
	return {
		text,
		faults: lines.filter(([, sign]) => sign !== '✅').map(([, sign, subject]) => `${sign} ${subject}`),
	};
}

/** Sets all up as the docs say, behind a reverse proxy that is what people open. */
async function setUp(site: Site, url: string): Promise<void> {
	const issuer = `${url}/api/apps/public/${APP_ID}`;
	await site.workspace.settings.set('Site_Url', url);
	await site.customOAuth(makeRecommendedTable({ issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }));
	await site.setting('sign-in-message', 'siwe');
}

describe('behind a reverse proxy', () => {
	const on = siteForTests();
	let proxy: ReverseProxy;
	let admin: Typist;
	let heal: (() => Promise<unknown>)[] = [];

	beforeAll(async () => {
		proxy = await startReverseProxy(on.site.url);
		admin = await Typist.existing(on.site, on.site.workspace.admin._id);
		await setUp(on.site, proxy.url);
		return () => proxy.close();
	});

	afterEach(async () => {
		proxy.faults = {};
		for (const each of heal.reverse()) {
			await each();
		}
		heal = [];
	});

	/** Sets a server's setting until the end of the test. */
	async function server(id: string, value: string | number | boolean): Promise<void> {
		const { settings } = on.site.workspace;
		const before = settings.get(id);
		await settings.set(id, value);
		if (before !== undefined) {
			heal.push(() => settings.set(id, before));
		}
	}

	/** Sets a setting of the app until the end of the test. */
	async function own(id: string, value: unknown): Promise<void> {
		const before = on.site.workspace.apps.settingValue(APP_ID, id);
		await on.site.setting(id, value);
		heal.push(() => on.site.setting(id, before));
	}

	const field = (suffix: string, value: string | boolean) => () => server(`${PREFIX}${suffix}`, value);
	const proxied = (faults: ReverseProxy['faults']) => async () => {
		proxy.faults = faults;
	};

	test('a workspace that is set up well is all green', async () => {
		const { faults, text } = await diagnose(admin);
		expect(faults).toEqual([]);
		expect(text).toMatch(/^\*0 to mend, 0 to look at, \d\d OK\*/);
		expect(text).not.toContain(CLIENT_SECRET);
	});

	test('a Site_Url that leads to somebody else gets no secret', async () => {
		const seen: string[] = [];
		const stranger = createServer((request, response) => {
			seen.push(JSON.stringify([request.url, request.headers]));
			response.setHeader('content-type', 'application/json').end('{"issuer":"https://elsewhere.example"}');
		});
		await new Promise<void>((resolve) => stranger.listen(0, 'localhost', resolve));
		await own('service-account-id', admin.id);
		await own('service-account-token', 'the token of an admin');
		await server('Site_Url', `http://localhost:${(stranger.address() as AddressInfo).port}`);
		expect((await diagnose(admin)).faults).toContain('❌ GET openid-configuration');
		stranger.close();
		expect(seen).toHaveLength(1);
		expect(seen.join()).not.toMatch(/authorization|x-auth-token|the token of an admin/i);
	});

	test('only admins are told', async () => {
		const somebody = await Typist.register(on.site, 'somebody');
		expect((await somebody.type('doctor')).msg).toBe('Only admins of this workspace can use this.');
	});

	test.each<[what: string, breaks: () => Promise<unknown>, faults: string[], advice: RegExp]>([
		[
			'Site_Url without https',
			() => server('Site_Url', 'http://chat.example'),
			['❌ Site_Url', '❌ GET openid-configuration', `❌ ${PREFIX}-url`],
			/Set up https/,
		],
		['Site_Url that is none', () => server('Site_Url', 'chat'), ['❌ Site_Url'], /Site_Url is no address/],
		[
			'a path that the workspace is not at',
			() => server('Site_Url', `${proxy.url}/chat`),
			['❌ GET openid-configuration', `❌ ${PREFIX}-url`],
			/answered 404/,
		],
		['a proxy that is down', proxied({ status: 502 }), ['❌ GET openid-configuration'], /answered 502/],
		[
			'a proxy that never answers',
			proxied({ isStuck: true }),
			['❌ GET openid-configuration'],
			/does not reach http.* \(.*timeout/i,
		],
		[
			'an address where nothing is',
			() => server('Site_Url', 'http://localhost:9'),
			['❌ GET openid-configuration', `❌ ${PREFIX}-url`],
			/does not reach http:\/\/localhost:9\//,
		],
		[
			'bodies that are not parsed',
			proxied({ request: (headers) => delete headers['content-type'] }),
			['❌ POST token'],
			/form arrives here empty/,
		],
		[
			'no Authorization header',
			proxied({ request: (headers) => delete headers.authorization }),
			['❌ POST token'],
			/Authorization header does not arrive/,
		],
		[
			"a policy of the proxy beside the page's",
			proxied({
				answer: (headers) => {
					headers['content-security-policy'] += ", script-src 'self'";
				},
			}),
			['❌ Content-Security-Policy'],
			/policy was changed/,
		],
		[
			"a policy of the proxy in place of the page's",
			proxied({
				answer: (headers) => {
					headers['content-security-policy'] = "default-src 'self'";
				},
			}),
			['❌ Content-Security-Policy'],
			/policy was changed/,
		],
		[
			'a clock that is late',
			proxied({
				answer: (headers) => {
					headers.date = new Date(Date.now() - 600_000).toUTCString();
				},
			}),
			['⚠️ Date'],
			/600 seconds apart|599 seconds apart|601 seconds apart/,
		],
		[
			'a service name that Rocket.Chat changes',
			() => own('service-name', 'meta-mask'),
			['❌ service-name'],
			/makes metamask of this name/,
		],
		[
			'a service that is not there',
			() => own('service-name', 'ethereum'),
			['❌ service-name'],
			/no service ethereum.*Add custom OAuth/,
		],
		['a disabled service', field('', false), [`❌ ${PREFIX}`], /is "false", should be "true"/],
		[
			'another URL',
			field('-url', 'https://elsewhere.example'),
			[`❌ ${PREFIX}-url`],
			/is "https:\/\/elsewhere.example", should be "http/,
		],
		[
			'another token path',
			field('-token_path', '/oauth/token'),
			[`❌ ${PREFIX}-token_path`],
			/should be "\/token"/,
		],
		[
			'another identity path',
			field('-identity_path', '/me'),
			[`❌ ${PREFIX}-identity_path`],
			/should be "\/userinfo"/,
		],
		[
			'another authorize path',
			field('-authorize_path', '/oauth/authorize'),
			[`❌ ${PREFIX}-authorize_path`],
			/should be "\/authorize"/,
		],
		['another id', field('-id', 'chat'), [`❌ ${PREFIX}-id`], /should be "rocketchat"/],
		[
			'another secret',
			field('-secret', 'of somebody else'),
			[`❌ ${PREFIX}-secret`],
			/not the app's client secret/,
		],
		[
			'a token sent otherwise',
			field('-token_sent_via', 'payload'),
			[`⚠️ ${PREFIX}-token_sent_via`],
			/should be "header"/,
		],
		[
			'an identity token sent otherwise',
			field('-identity_token_sent_via', 'payload'),
			[`⚠️ ${PREFIX}-identity_token_sent_via`],
			/should be "header"/,
		],
		[
			'another username field',
			field('-username_field', 'account'),
			[`❌ ${PREFIX}-username_field`],
			/should be "preferred_username"/,
		],
		['no name field', field('-name_field', ''), [`⚠️ ${PREFIX}-name_field`], /is "", should be "name"/],
		['a hidden button', field('-show_button', false), [`⚠️ ${PREFIX}-show_button`], /should be "true"/],
		[
			'users that are not merged',
			field('-merge_users', false),
			[`❌ ${PREFIX}-merge_users`],
			/switches it on/,
		],
		[
			'users that are not merged from distinct services',
			field('-merge_users_distinct_services', false),
			[`❌ ${PREFIX}-merge_users_distinct_services`],
			/switches it on/,
		],
		[
			'an e-mail field without a domain',
			field('-email_field', 'email'),
			[`❌ ${PREFIX}-email_field`, '❌ email-domain'],
			/need an e-mail address/,
		],
		[
			'new users that have to be approved',
			() => server('Accounts_ManuallyApproveNewUsers', true),
			['⚠️ Accounts_ManuallyApproveNewUsers'],
			/approve each new user/,
		],
		[
			'no new users of services',
			() => server('Accounts_Registration_AuthenticationServices_Enabled', false),
			['⚠️ Accounts_Registration_AuthenticationServices_Enabled'],
			/only wallets that have a user/,
		],
		[
			'EIP-712',
			() => own('sign-in-message', 'eip712'),
			['⚠️ sign-in-message'],
			/does not check which site asks/,
		],
		['a list of nobody', () => own('access', 'listed'), ['❌ allowed-accounts'], /none is listed/],
	])('%s', async (_what, breaks, faults, advice) => {
		await breaks();
		const found = await diagnose(admin);
		expect(found.faults).toEqual(faults);
		expect(found.text).toMatch(advice);
		expect(found.text).not.toContain(CLIENT_SECRET);
	});

	test('an e-mail domain for fields that need none, and codes that go there', async () => {
		await own('email-domain', 'wallets.example');
		const optIn = 'Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In';
		expect((await diagnose(admin)).faults).toEqual([`❌ ${optIn}`, '⚠️ email-domain']);
		await server(optIn, false);
		expect((await diagnose(admin)).faults).toEqual(['⚠️ email-domain']);
	});

	test("the prototype's fields are taken as they are, and their price is told", async () => {
		await server('Accounts_TwoFactorAuthentication_By_Email_Enabled', false);
		await own('email-domain', 'wallets.example');
		const issuer = `${proxy.url}/api/apps/public/${APP_ID}`;
		const access = { issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
		heal.push(() => on.site.customOAuth(makeRecommendedTable(access)));
		await on.site.customOAuth(makeEmailTable(access));
		const { faults, text } = await diagnose(admin);
		expect(faults).toEqual([`⚠️ ${PREFIX}-key_field`]);
		expect(text).toMatch(/addresses below wallets.example/);
	});

	test("the modern flow's five minutes and the time to sign", async () => {
		await own('code-lifetime', 300);
		expect((await diagnose(admin)).faults).toEqual([]);
		await server('Accounts_OAuth_Use_Modern_Flow', true);
		expect((await diagnose(admin)).faults).toEqual(['⚠️ code-lifetime']);
	});

	test('no new users wanted, so none are missed', async () => {
		await own('access', 'linked');
		await server('Accounts_Registration_AuthenticationServices_Enabled', false);
		expect((await diagnose(admin)).faults).toEqual([]);
	});

	test('a value that an older version took, or that somebody has written into the database', async () => {
		const setting = on.site.workspace.apps.manager.getOneById(APP_ID)?.getStorageItem().settings[
			'trusted-clients'
		];
		if (!setting) {
			throw new Error('no such setting');
		}
		heal.push(async () => {
			setting.value = '[]';
		});
		setting.value = '{}';
		const { faults, text } = await diagnose(admin);
		expect(faults).toEqual(['❌ trusted-clients']);
		expect(text).toMatch(/trusted-clients`: .*list/);
	});

	test('a service account whose token is wrong; whose role it has, only a login can tell', async () => {
		const { context, admin: boss } = on.site.workspace;
		const { token } = await context.loginTokens.issue(boss._id);
		await own('service-account-id', boss._id);
		await own('service-account-token', token);
		expect((await diagnose(admin)).faults).toEqual([]);
		await on.site.setting('service-account-token', 'wrong');
		const wrong = await diagnose(admin);
		expect(wrong.faults).toEqual(['❌ service-account-id']);
		expect(wrong.text).toContain('answer 401');
		const nobody = await Typist.register(on.site, 'no-admin');
		await on.site.setting('service-account-id', nobody.id);
		await on.site.setting('service-account-token', (await context.loginTokens.issue(nobody.id)).token);
		const ownRole = await diagnose(admin);
		expect(ownRole.faults).toEqual([]);
		expect(wrong.text + ownRole.text).not.toContain(token);
	});

	test('a private address, on servers that refuse those', async () => {
		await on.site.workspace.settings.define({ _id: 'SSRF_Allowlist', type: 'string', default: '' });
		expect((await diagnose(admin)).faults).toEqual(['⚠️ SSRF_Allowlist']);
		await on.site.workspace.settings.set('SSRF_Allowlist', 'localhost, 10.0.0.0/8');
		expect((await diagnose(admin)).faults).toEqual([]);
	});

	test('a permission that was not granted', async () => {
		const zip = await readFile(inject('appZip'));
		const granted = permissions.filter(({ name }) => name !== 'networking');
		await on.site.workspace.apps.update(zip, granted);
		heal.push(() => on.site.workspace.apps.update(zip, permissions));
		const { faults, text } = await diagnose(admin);
		expect(faults).toEqual(['⚠️ GET openid-configuration']);
		expect(text).toContain('lacks the permission networking');
	});

	// The last one: nothing heals it but the processor.
	test('keys that are gone', async () => {
		const { persistence } = on.site.workspace;
		const signing = { model: 'misc', id: 'key:signing' };
		await persistence.removeByAssociations([signing], APP_ID);
		expect((await diagnose(admin)).faults).toEqual(['❌ keys']);
		await persistence.removeAll(APP_ID);
		const { faults, text } = await diagnose(admin);
		expect(faults).toEqual(['❌ keys']);
		expect(text).toContain('still being set up');
	});
});

describe('below a path', () => {
	const on = siteForTests({ pathPrefix: '/chat' });

	test('all is green; without the path it is not', async () => {
		const admin = await Typist.existing(on.site, on.site.workspace.admin._id);
		await on.site.setting('sign-in-message', 'siwe');
		expect((await diagnose(admin)).faults).toEqual([]);
		await on.site.workspace.settings.set('Site_Url', on.site.url.replace('/chat', ''));
		expect((await diagnose(admin)).faults).toEqual(['❌ GET openid-configuration', `❌ ${PREFIX}-url`]);
	});
});
