import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/login/password';
import { dataAttributes } from '../../src/visitor/dataAttributes';
import { beginClassicLogin } from '../../src/visitor/loginThroughClassic';
import { Visitor } from '../../src/visitor/Visitor';
import { type LoginWorkspace, startLoginWorkspace } from './loginWorkspace';

let workspace: LoginWorkspace;
beforeEach(async () => {
	workspace = await startLoginWorkspace();
});
afterEach(() => workspace.close());

const BASIC = Buffer.from('rocketchat:s3cret').toString('base64');
const INTERNAL = { step: 'login', shown: 'Internal server error [500]' };
const NO_MATCH = { step: 'login', shown: 'No matching login attempt found' };

async function post(body: unknown, headers: Record<string, string> = {}) {
	const page = await new Visitor(workspace.site).postJson(`${workspace.site}/api/v1/login`, body, headers);
	return { status: page.status, ...JSON.parse(page.text) };
}

/** Goes through the provider by hand; gives the page at the end and the token it belongs to. */
async function comeBack() {
	const visitor = new Visitor(workspace.site);
	const { credentialToken, url } = await beginClassicLogin(visitor, 'acme');
	const { location = '' } = await visitor.get(url);
	const page = await visitor.get(location);
	return { credentialToken, callback: location, page, data: dataAttributes(page.text) };
}

describe('authorize', () => {
	test('the address has the parameters of the web client, and no PKCE', async () => {
		await workspace.login('classic');
		const parameters = workspace.provider.authorizeUrls[0]?.searchParams;
		expect([...(parameters?.keys() ?? [])]).toEqual([
			'client_id',
			'redirect_uri',
			'response_type',
			'state',
			'scope',
		]);
		expect(parameters?.get('redirect_uri')).toBe(`${workspace.site}/_oauth/acme`);
	});

	test('client_id goes unencoded', async () => {
		await workspace.configure({ id: 'a+b' });
		const { url } = await beginClassicLogin(new Visitor(workspace.site), 'acme');
		expect(url).toContain('client_id=a+b&');
	});

	test.each([
		['redirect', { loginStyle: 'redirect', redirectUrl: '/home' }],
		['popup', { loginStyle: 'popup' }],
		['', { loginStyle: 'popup' }],
	])('login style "%s": state is base64 JSON and comes back byte for byte', async (login_style, expected) => {
		await workspace.configure({ login_style });
		const { callback, credentialToken } = await comeBack();
		const state = new URL(callback).searchParams.get('state') ?? '';
		expect(JSON.parse(Buffer.from(state, 'base64').toString())).toEqual({
			...expected,
			...('redirectUrl' in expected && { redirectUrl: `${workspace.site}/home` }),
			credentialToken,
			isCordova: false,
		});
	});

	test.each([
		['leaves the redirect URI as it is', false, ''],
		['adds ?close to it on old servers', true, '?close'],
	])('no login style %s, at authorize and at token', async (_, addsClose, added) => {
		const release = await startLoginWorkspace({ addsClose });
		await release.configure({ login_style: '' });
		await release.login('classic');
		release.close();
		const uri = `${release.site}/_oauth/acme${added}`;
		expect(release.provider.authorizeUrls[0]?.searchParams.get('redirect_uri')).toBe(uri);
		expect(release.provider.tokenRequests[0]?.body.redirect_uri).toBe(uri);
	});
});

describe('token and identity', () => {
	const authorization = () => workspace.provider.tokenRequests[0]?.headers.authorization;

	test('payload: credentials in the form, token in the query of the identity request', async () => {
		await workspace.login('classic');
		const [token] = workspace.provider.tokenRequests;
		expect(token?.body).toMatchObject({
			grant_type: 'authorization_code',
			client_id: 'rocketchat',
			client_secret: 's3cret',
		});
		expect(token?.body.state).toBe(workspace.provider.authorizeUrls[0]?.searchParams.get('state'));
		expect(token?.headers).toMatchObject({ accept: 'application/json', connection: 'close' });
		expect(token?.headers['user-agent']).toMatch(/^Meteor\/METEOR@/);
		expect(authorization()).toBeUndefined();
		expect(workspace.provider.userinfoRequests[0]?.query).toEqual({
			access_token: 'a token of the provider',
		});
	});

	test('header: Basic and Bearer, and no credentials in the form', async () => {
		await workspace.configure({ token_sent_via: 'header' });
		await workspace.login('classic');
		expect(authorization()).toBe(`Basic ${BASIC}`);
		expect(workspace.provider.tokenRequests[0]?.body).not.toHaveProperty('client_secret');
		expect(workspace.provider.userinfoRequests[0]?.query).toEqual({});
	});

	test('the name of the access token parameter is a setting', async () => {
		await workspace.configure({ access_token_param: 'oauth_token' });
		await workspace.login('classic');
		expect(workspace.provider.userinfoRequests[0]?.query).toHaveProperty('oauth_token');
	});

	test('the identity may be sent for by header while the token is by payload', async () => {
		await workspace.configure({ identity_token_sent_via: 'header' });
		await workspace.login('classic');
		expect(authorization()).toBeUndefined();
		expect(workspace.provider.userinfoRequests[0]?.query).toEqual({});
	});

	test.each([
		['payload', undefined, 's3cret'],
		['header', BASIC, undefined],
	])('as around 6.0, %s: parameters in the query, Basic without its word', async (via, header, secret) => {
		const old = await startLoginWorkspace({ tokenParameters: 'query' });
		await old.configure({ token_sent_via: via });
		await old.login('classic');
		const [token] = old.provider.tokenRequests;
		old.close();
		expect(token?.body).toEqual({});
		expect(token?.query.client_secret).toBe(secret);
		expect(token?.query.grant_type).toBe('authorization_code');
		expect(token?.headers.authorization).toBe(header);
	});
});

describe('failures', () => {
	test.each([
		[
			'a token answer of 400',
			{ tokenAnswer: { status: 400, body: { error: 'x', error_description: 'why' } } },
		],
		['a token answer with an error in 200', { tokenAnswer: { status: 200, body: { error: 'x' } } }],
		['a token answer that is no JSON', { tokenAnswer: { status: 200, body: 'oops' } }],
		['an identity answer of 401', { userinfoAnswer: { status: 401, body: {} } }],
		['an identity that is no JSON', { userinfoAnswer: { status: 200, body: '<p>' } }],
		['an identity without the username field', { userinfoAnswer: { status: 200, body: { id: 1 } } }],
	])('%s is shown as an internal error', async (_, answers) => {
		Object.assign(workspace.provider, answers);
		await expect(workspace.login('classic')).rejects.toMatchObject(INTERNAL);
	});

	test('access_denied is shown as no matching attempt', async () => {
		workspace.provider.authorizeError = 'access_denied';
		await expect(workspace.login('classic')).rejects.toMatchObject(NO_MATCH);
	});

	test('a service that is switched off is an internal error', async () => {
		const { credentialToken, url } = await beginClassicLogin(new Visitor(workspace.site), 'acme');
		await workspace.settings.set('Accounts_OAuth_Custom-Acme', false);
		const visitor = new Visitor(workspace.site);
		await visitor.get((await visitor.get(url)).location ?? '');
		expect(await post({ oauth: { credentialToken, credentialSecret: null } })).toMatchObject({
			status: 'error',
			message: 'Unexpected OAuth service acme',
		});
	});

	test('a failure is told once; asking again finds no attempt', async () => {
		workspace.provider.tokenAnswer = { status: 500, body: {} };
		const { credentialToken } = await comeBack();
		const oauth = { credentialToken, credentialSecret: null };
		expect((await post({ oauth })).message).toContain('Failed to complete OAuth handshake');
		expect((await post({ oauth })).message).toBe('No matching login attempt found');
	});
});

describe('the page at the end', () => {
	test('a redirect hands the secret to the page where it began', async () => {
		const { data, credentialToken, page } = await comeBack();
		expect(data).toMatchObject({
			'login-style': 'redirect',
			'storage-key': `Meteor.oauth.credentialSecret-${credentialToken}`,
			'redirect-url': `${workspace.site}/home`,
		});
		expect(page.text).not.toMatch(/<script(?![^>]* src=)/);
	});

	test('a redirectUrl of another site gets neither the browser nor the secret', async () => {
		const { callback, credentialToken } = await comeBack();
		const url = new URL(callback);
		const state = { loginStyle: 'redirect', credentialToken, redirectUrl: `${workspace.site}.evil.test/` };
		url.searchParams.set('state', btoa(JSON.stringify(state)));
		const { text } = await new Visitor(workspace.site).get(url.href);
		expect(dataAttributes(text)).toMatchObject({
			'credential-secret': '',
			'redirect-url': `${workspace.site}/`,
		});
	});

	test('a state that is markup stays text', async () => {
		const state = btoa(JSON.stringify({ loginStyle: 'popup', credentialToken: '"><script>' }));
		const url = `${workspace.site}/_oauth/acme?error=x&state=${encodeURIComponent(state)}`;
		expect((await new Visitor(workspace.site).get(url)).text).not.toContain('"><script>');
	});
});

describe('the login call', () => {
	test('a wrong secret and a foreign token match nothing', async () => {
		const { credentialToken } = await comeBack();
		for (const oauth of [
			{ credentialToken, credentialSecret: 'guessed' },
			{ credentialToken, credentialSecret: null },
			{ credentialToken: 'another', credentialSecret: null },
		]) {
			expect(await post({ oauth })).toMatchObject({ status: 'error', message: NO_MATCH.shown });
		}
	});

	test('a credential is gone after a minute', async () => {
		const { credentialToken, data } = await comeBack();
		workspace.clock.advance(61_000);
		const oauth = { credentialToken, credentialSecret: data['credential-secret'] };
		expect((await post({ oauth })).message).toBe(NO_MATCH.shown);
	});

	test('a credential lives as long as it is used every 150 seconds, with the claims of its first moment', async () => {
		const { credentialToken, data } = await comeBack();
		const oauth = { credentialToken, credentialSecret: data['credential-secret'] };
		const { data: first } = await post({ oauth });
		workspace.provider.userinfoAnswer = { status: 401, body: {} };
		for (let poll = 0; poll < 60; poll++) {
			workspace.clock.advance(150_000);
			expect((await post({ oauth })).data.userId).toBe(first.userId);
		}
		workspace.clock.advance(181_000);
		expect((await post({ oauth })).message).toBe(NO_MATCH.shown);
	});

	test('a bare access token of the service logs in, and stores only the few known fields', async () => {
		workspace.provider.identity.city = 'London';
		const body = { serviceName: 'acme', accessToken: 'a token of the provider', expiresIn: 60 };
		const { data } = await post(body);
		const user = await workspace.users.findById(data.userId);
		expect(user?.services.acme).toMatchObject({ id: 'ada-1', accessToken: body.accessToken });
		expect(user?.services.acme).not.toHaveProperty('city');
	});

	test.each([
		['melds by e-mail', true],
		['of an older server is refused for a taken e-mail address', false],
	])('a bare access token %s', async (_, accessTokenMelds) => {
		const release = await startLoginWorkspace({ accessTokenMelds });
		release.provider.identity.email = 'ada@x.test';
		const emails = [{ address: 'ada@x.test', verified: true }];
		const { _id } = await release.addUser({ username: 'countess', emails });
		const body = { serviceName: 'acme', accessToken: 'a token of the provider', expiresIn: 60 };
		const { text } = await new Visitor(release.site).postJson(`${release.site}/api/v1/login`, body);
		release.close();
		expect(JSON.parse(text)).toMatchObject(
			accessTokenMelds ? { data: { userId: _id } } : { message: 'Email already exists.' },
		);
	});

	test('a bare access token does not log in when the modern flow is on', async () => {
		await workspace.settings.set('Accounts_OAuth_Use_Modern_Flow', true);
		const body = { serviceName: 'acme', accessToken: 'a token of the provider', expiresIn: 60 };
		expect(await post(body)).toMatchObject({ status: 'error' });
	});

	test('a bare access token that the provider refuses does not log in', async () => {
		const body = { serviceName: 'acme', accessToken: 'made up', expiresIn: 60 };
		expect((await post(body)).message).toContain('Failed to fetch identity');
	});

	test('user and password log in by username and by e-mail; a wrong one does not', async () => {
		const password = await hashPassword('correct horse');
		const emails = [{ address: 'ada@x.test', verified: true }];
		await workspace.addUser({ username: 'ada', emails, services: { password } });
		for (const user of ['ada', 'Ada', 'ada@x.test']) {
			expect(await post({ user, password: 'correct horse' })).toMatchObject({ status: 'success' });
		}
		for (const [user, wrong] of [
			['ada', 'wrong'],
			['nobody', 'correct horse'],
		]) {
			expect(await post({ user, password: wrong })).toMatchObject({ error: 'Unauthorized' });
		}
	});

	test('a token resumes until logout', async () => {
		const visitor = new Visitor(workspace.site);
		const { authToken, userId } = await workspace.login('classic', { visitor });
		expect((await post({ resume: authToken })).data.userId).toBe(userId);
		const me = await visitor.get(`${workspace.site}/api/v1/me`);
		expect(JSON.parse(me.text)).toMatchObject({ _id: userId, username: 'ada' });
		await visitor.postJson(`${workspace.site}/api/v1/logout`, {});
		expect((await visitor.get(`${workspace.site}/api/v1/me`)).status).toBe(401);
		expect((await post({ resume: authToken })).message).toContain('logged out by the server');
	});

	test('a token ends after 90 days', async () => {
		const { authToken } = await workspace.login('classic');
		workspace.clock.advance(90 * 24 * 3600 * 1000 + 1);
		expect((await post({ resume: authToken })).message).toContain('session has expired');
	});

	test('tokens are kept only as hashes', async () => {
		const { authToken, userId } = await workspace.login('classic');
		expect(JSON.stringify(await workspace.users.findById(userId))).not.toContain(authToken);
	});

	test('a body that is no login is refused', async () => {
		for (const body of [{}, [], { oauth: { credentialToken: 1 } }, { resume: {} }]) {
			expect((await post(body)).message).toBe('Unrecognized options for login request');
		}
	});

	test('the eleventh call within a minute is refused once the limit is on', async () => {
		for (let call = 0; call < 12; call++) {
			await post({});
		}
		await workspace.settings.set('API_Enable_Rate_Limiter_Dev', true);
		const answers = [];
		for (let call = 0; call < 11; call++) {
			answers.push(await post({}));
		}
		expect(answers[9].error).toBe(400);
		expect(answers[10]).toMatchObject({
			success: false,
			error: expect.stringContaining('too many requests'),
		});
		workspace.clock.advance(60_000);
		expect((await post({})).error).toBe(400);
	});
});
