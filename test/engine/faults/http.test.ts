import { beforeAll, expect, test } from 'vitest';
import { LoginFrame, nameServiceAccount, withoutCustomOAuth } from '../loginFrame';
import { APP_ID } from '../site';
import { siteForTests } from '../siteForTests';
import { Typist } from '../typist';
import { walletNamed } from '../wallets';
import { assertKind } from './aftermath';
import { CallFaults, FAILS } from './CallFaults';

const SECRET = 'a secret of the server that makes tokens for users';

const on = siteForTests({ loginRelease: { createTokens: { secret: SECRET } } });
const wallet = walletNamed('in the frame, while HTTP fails');
let faults: CallFaults;
let frame: LoginFrame;
let owner: Typist;
let admin: Typist;

beforeAll(async () => {
	owner = await Typist.register(on.site, 'owner');
	await owner.connect(wallet);
	admin = await Typist.register(on.site, 'boss', { roles: ['user', 'admin'] });
	await nameServiceAccount(on.site, SECRET);
	await withoutCustomOAuth(on.site);
	faults = new CallFaults(on.site.workspace.apps.manager.getOneById(APP_ID));
	frame = new LoginFrame(on.site);
});

/** What the server may give an app for an HTTP request of its. */
const ANSWERS: readonly (readonly [string, typeof FAILS | { result: unknown }])[] = [
	['a failure', FAILS],
	['nothing', { result: null }],
	['no status', { result: {} }],
	[
		'status 500 with a stack',
		{ result: { statusCode: 500, content: 'Error: no\n    at server.js:1', data: null } },
	],
	['a page', { result: { statusCode: 200, content: '<html>', headers: { 'content-type': 'text/html' } } }],
	['status 429', { result: { statusCode: 429, data: { error: 'error-too-many-requests' } } }],
	[
		'a login token of somebody else',
		{ result: { statusCode: 200, data: { data: { userId: 'eve', authToken: 't' } } } },
	],
	[
		'a login token that is none',
		{ result: { statusCode: 200, data: { data: { userId: '', authToken: {} } } } },
	],
];

const http = (answer: typeof FAILS | { result: unknown }) => (call: { method: string }) =>
	/HttpBridge/.test(call.method) ? answer : undefined;

test.each(ANSWERS)(
	'%s in place of a login token: nobody is logged in, and the next one is',
	async (_what, answer) => {
		const cookie = await frame.handOver(wallet);
		let seen = await frame.session();
		const wasAsked = await faults.during(http(answer), async () => {
			seen = await frame.session(cookie);
		});
		expect(wasAsked).toBe(true);
		assertKind(seen);
		expect(seen.status).toBeGreaterThanOrEqual(500);
		expect(seen.json).not.toHaveProperty('loginToken');
		const { json } = await frame.session(await frame.handOver(wallet));
		expect(await frame.userOf(json.loginToken)).toBe(owner.id);
	},
);

test.each(ANSWERS)(
	'%s for everything that the doctor asks: it still says what it has found',
	async (_what, answer) => {
		let said = '';
		const wasAsked = await faults.during(http(answer), async () => {
			said = (await admin.type('doctor')).msg;
		});
		expect(wasAsked).toBe(true);
		// The admin is told what the server said, as far as it is a line.
		expect(said).not.toMatch(/\n\s+at \S+/);
		expect(said).toContain('❌');
	},
);
