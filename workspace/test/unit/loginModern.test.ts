import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginModernLogin, finishModernLogin } from '../../src/visitor/loginThroughModern';
import { Visitor } from '../../src/visitor/Visitor';
import { type LoginWorkspace, startLoginWorkspace } from './loginWorkspace';

let workspace: LoginWorkspace;
beforeEach(async () => {
	workspace = await startLoginWorkspace();
	await workspace.settings.set('Accounts_OAuth_Use_Modern_Flow', true);
});
afterEach(() => workspace.close());

/** Up to the moment before the callback is opened. */
async function comeBack(visitor: Visitor): Promise<string> {
	const url = await beginModernLogin(visitor, 'acme');
	return (await visitor.get(url)).location ?? '';
}

test('authorize has PKCE S256 and a state of its own', async () => {
	await workspace.login('modern');
	const parameters = Object.fromEntries(workspace.provider.authorizeUrls[0]?.searchParams ?? []);
	expect(parameters).toMatchObject({
		response_type: 'code',
		client_id: 'rocketchat',
		redirect_uri: `${workspace.site}/_oauth/acme`,
		scope: 'openid',
		code_challenge_method: 'S256',
		code_challenge: expect.stringMatching(/^[\w-]{43}$/),
		state: expect.stringMatching(/^[\w+/=-]{20,40}$/),
	});
});

test('token: credentials always in the body, with the verifier and without state', async () => {
	await workspace.configure({ token_sent_via: 'header' });
	await workspace.login('modern');
	const [token] = workspace.provider.tokenRequests;
	expect(Object.keys(token?.body ?? {}).sort()).toEqual([
		'client_id',
		'client_secret',
		'code',
		'code_verifier',
		'grant_type',
		'redirect_uri',
	]);
	expect(token?.headers).not.toHaveProperty('authorization');
	expect(token?.headers).not.toHaveProperty('accept');
});

test.each([
	['header', 'Bearer a token of the provider', {}],
	['payload', undefined, { access_token: 'a token of the provider' }],
])('userinfo by %s, without Accept', async (identity_token_sent_via, header, query) => {
	await workspace.configure({ identity_token_sent_via });
	await workspace.login('modern');
	const [userinfo] = workspace.provider.userinfoRequests;
	expect(userinfo?.headers.authorization).toBe(header);
	expect(userinfo?.query).toEqual(query);
	expect(userinfo?.headers).not.toHaveProperty('accept');
});

test('some releases call back at /oauth/<name>/callback', async () => {
	const release = await startLoginWorkspace({ modernCallback: 'oauth' });
	await release.login('modern');
	const uri = release.provider.authorizeUrls[0]?.searchParams.get('redirect_uri');
	release.close();
	expect(uri).toBe(`${release.site}/oauth/acme/callback`);
});

test('a popup tells its opener the token', async () => {
	await workspace.configure({ login_style: 'popup' });
	const visitor = new Visitor(workspace.site);
	const { text } = await visitor.get(await comeBack(visitor));
	expect(text).toContain('login-with-token');
	expect((await workspace.login('modern')).user.username).toBe('ada');
});

test('a redirect hands over a code, which gives a token once, within a minute', async () => {
	const end = async () => {
		const visitor = new Visitor(workspace.site);
		const { location = '' } = await visitor.get(await comeBack(visitor));
		return new URL(location);
	};
	const redeem = async (url: URL) => {
		const code = url.searchParams.get('loginCode');
		const page = await new Visitor(workspace.site).postJson(`${workspace.site}/api/v1/loginCode.redeem`, {
			code,
		});
		return { status: page.status, ...page.json };
	};
	const url = await end();
	expect([...url.searchParams.keys()]).toEqual(['loginCode']);
	expect(url.searchParams.get('loginCode')).toHaveLength(64);
	expect(await redeem(url)).toMatchObject({ status: 200, success: true, loginToken: expect.any(String) });
	expect(await redeem(url)).toMatchObject({ status: 400, error: 'error-invalid-code' });
	const late = await end();
	workspace.clock.advance(60_000);
	expect(await redeem(late)).toMatchObject({ status: 400, error: 'error-invalid-code' });
});

test.each([
	[true, 'still refuse'],
	[false, 'no longer refuse'],
])('merge hooks that pile up (%s): former settings %s a login', async (mergeHooksPileUp) => {
	const release = await startLoginWorkspace({ mergeHooksPileUp });
	await release.login('modern');
	await release.configure({ merge_users: true, merge_users_distinct_services: true });
	release.provider.identity.name = 'Countess';
	const login = release.login('modern');
	await (mergeHooksPileUp ? expect(login).rejects.toThrow() : expect(login).resolves.toBeDefined());
	release.close();
	expect(release.failures.map(String).join()).toMatch(mergeHooksPileUp ? /already exists/ : /^$/);
});

test('the first releases handed over the login token', async () => {
	const release = await startLoginWorkspace({ modernHandOver: 'resumeToken' });
	const { user } = await release.login('modern');
	release.close();
	expect(user.username).toBe('ada');
});

test.each([
	['just before five minutes', 5 * 60 * 1000 - 10_000, true],
	['after five minutes', 5 * 60 * 1000, false],
])('a callback %s finds its session: %#', async (_, wait, works) => {
	const visitor = new Visitor(workspace.site);
	const callback = await comeBack(visitor);
	workspace.clock.advance(wait);
	const finished = finishModernLogin(visitor, callback);
	if (works) {
		expect((await finished).user.username).toBe('ada');
	} else {
		await expect(finished).rejects.toMatchObject({
			step: 'callback',
			answer: { location: `${workspace.site}/login` },
		});
	}
});

test('a callback in another browser ends at the login page', async () => {
	const callback = await comeBack(new Visitor(workspace.site));
	await expect(finishModernLogin(new Visitor(workspace.site), callback)).rejects.toMatchObject({
		answer: { location: `${workspace.site}/login` },
	});
	expect(workspace.provider.tokenRequests).toEqual([]);
});

test('access_denied ends at the login page without a word', async () => {
	workspace.provider.authorizeError = 'access_denied';
	await expect(workspace.login('modern')).rejects.toMatchObject({ step: 'callback', shown: '' });
});

test.each([
	['a token answer of 400', { tokenAnswer: { status: 400, body: { error: 'invalid_grant' } } }],
	['an identity of 201', { userinfoAnswer: { status: 201, body: { id: 1, username: 'ada' } } }],
	['an identity that is no JSON', { userinfoAnswer: { status: 200, body: '<p>' } }],
	['an identity without the username field', { userinfoAnswer: { status: 200, body: { id: 1 } } }],
])('%s ends at a bare error page', async (_, answers) => {
	Object.assign(workspace.provider, answers);
	await expect(workspace.login('modern')).rejects.toMatchObject({
		step: 'callback',
		answer: { status: 500 },
	});
	expect(await workspace.users.findByUsername('ada')).toBeUndefined();
});

test('nothing of the modern client answers while the setting is off', async () => {
	await workspace.settings.set('Accounts_OAuth_Use_Modern_Flow', false);
	expect((await new Visitor(workspace.site).get(`${workspace.site}/oauth/acme`)).status).toBe(404);
});
