import { beforeAll, expect, test } from 'vitest';
import { DEFAULTS } from '../../../lib/settings/AppSettings';
import type { Answer } from '../provider';
import { APP_ID } from '../site';
import { siteForTests } from '../siteForTests';
import { walletNamed } from '../wallets';
import { anchor, assertKind } from './aftermath';
import { CallFaults } from './CallFaults';
import { KINDS } from './kinds';

const on = siteForTests();
let faults: CallFaults;
let linked: Awaited<ReturnType<typeof anchor>>;

/** What no admin would type, and a broken database might hold. */
const GARBAGE: readonly unknown[] = [
	null,
	'',
	' ',
	'garbage',
	'<script>alert(1)</script>',
	'\u0000\r\n',
	'a'.repeat(20_000),
	-1,
	0,
	1e21,
	Number.NaN,
	true,
	[],
	[null],
	{},
	{ $ne: null },
	'{"a":',
	'[{"client_id":{}}]',
	'ftp://chat.example',
	'https://a b',
	'https://[',
	'javascript:1',
];

/** What is asked while a setting is garbage, and needs no preparation that it could spoil. */
async function askAll(): Promise<Answer[]> {
	const { provider, site } = on;
	const form = (path: string, fields: Record<string, string>) =>
		provider.request(`${site.issuer}/${path}`, { method: 'POST', body: new URLSearchParams(fields) });
	return Promise.all([
		provider.request(provider.authorizeUrl(), { headers: { accept: 'text/html' } }),
		provider.request(provider.authorizeUrl(), { headers: { accept: 'application/json' } }),
		provider.postAnswer({}),
		provider.token({ code: 'none' }),
		provider.token({ code: 'none' }, 'Basic Og=='),
		provider.userinfo('A'.repeat(43)),
		form('introspect', { token: 'none' }),
		form('revoke', { token: 'none' }),
		provider.request(`${site.issuer}/iframe`, { headers: { accept: 'text/html' } }),
		form('iframe-session', {}),
		provider.request(`${site.issuer}/openid-configuration`),
		provider.request(`${site.issuer}/jwks`),
		provider.request(`${site.issuer}/avatar?account=${walletNamed('any').account}`),
		provider.request(`${site.issuer}/wallet-callback?code=none&state=none`),
	]);
}

/** Everything that a login asks works again. */
async function assertWorks(): Promise<void> {
	for (const name of ['token for a code', 'userinfo', 'wallet-callback'] as const) {
		const prepared = await KINDS[name]?.(on);
		const seen = await prepared?.act();
		expect([seen, prepared?.worked(seen ?? '')]).toEqual([seen, true]);
	}
}

beforeAll(async () => {
	linked = await anchor(on);
	faults = new CallFaults(on.site.workspace.apps.manager.getOneById(APP_ID));
});

/** Has every read of a setting, by its id, give that value. */
function withSetting(
	whose: 'getSettings' | 'getServerSettings',
	id: string,
	value: unknown,
): Promise<boolean> {
	const { clock } = on.site.workspace;
	// The app's settings are remembered for half a minute.
	clock.advance(31_000);
	return faults.during(
		({ method, params }) =>
			method.endsWith(`:${whose}:getValueById`) && params[0] === id ? { result: value } : undefined,
		async () => {
			for (const seen of await askAll()) {
				assertKind(seen);
			}
		},
	);
}

const OF_APP = Object.keys(DEFAULTS).map((id) => ['getSettings', id] as const);
const OF_SERVER = ['Site_Url', 'Site_Name'].map((id) => ['getServerSettings', id] as const);

test.each([...OF_APP, ...OF_SERVER])(
	'%s %s missing or garbage: everything is answered, and works when it is mended',
	async (whose, id) => {
		for (const value of GARBAGE) {
			expect(await withSetting(whose, id, value)).toBe(true);
		}
		on.site.workspace.clock.advance(31_000);
		await assertWorks();
		await linked.assertStillLinked();
	},
);
