import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import session from 'express-session';
import passport from 'passport';
import OAuth2Strategy from 'passport-oauth2';
import { Visitor } from 'rocketchat-app-workspace/visitor';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authorizeWithWallet } from '../../visitor/authorizeWithWallet';
import { siteForTests } from '../siteForTests';
import { walletNamed } from '../wallets';
import { sha256, trust } from './trustedClients';

const on = siteForTests();
const SECRET = 'the secret of an Express app';

let server: Server;
let home: string;

/** An Express app with the strategy and the two routes of its README. */
beforeAll(async () => {
	const app = express();
	server = app.listen(0);
	home = `http://localhost:${(server.address() as AddressInfo).port}`;
	const callbackURL = `${home}/auth/wallet/callback`;
	await trust(on, [
		{
			client_id: 'express-app',
			client_name: 'An Express app',
			redirect_uris: [callbackURL],
			client_secret_sha256: sha256(SECRET),
		},
	]);
	passport.use(
		new OAuth2Strategy(
			{
				authorizationURL: `${on.site.issuer}/authorize`,
				tokenURL: `${on.site.issuer}/token`,
				clientID: 'express-app',
				clientSecret: SECRET,
				callbackURL,
				scope: 'openid profile',
				state: true,
				pkce: true,
			},
			(accessToken: string, _refresh: string, _profile: unknown, done: OAuth2Strategy.VerifyCallback) => {
				const headers = { authorization: `Bearer ${accessToken}` };
				fetch(`${on.site.issuer}/claims`, { headers })
					.then((answer) => answer.json())
					.then((claims) => done(null, claims as Express.User), done);
			},
		),
	);
	app.use(session({ secret: 'of the cookies', resave: false, saveUninitialized: false }));
	app.get('/auth/wallet', passport.authenticate('oauth2'));
	app.get(
		'/auth/wallet/callback',
		passport.authenticate('oauth2', { failureRedirect: '/login', session: false }),
		(request, response) => {
			response.json(request.user);
		},
	);
});

afterAll(() => {
	server.closeAllConnections();
	server.close();
});

test('passport-oauth2 logs in with state and PKCE', async () => {
	const dave = walletNamed('dave of passport');
	const visitor = new Visitor(home);
	const { location = '' } = await visitor.get(`${home}/auth/wallet`);
	expect(new URL(location).searchParams.get('code_challenge_method')).toBe('S256');
	const { status, text } = await visitor.get(await authorizeWithWallet(visitor, location, dave));
	expect(status).toBe(200);
	expect(JSON.parse(text)).toMatchObject({
		sub: dave.account,
		preferred_username: expect.stringMatching(/^0x/),
	});
});

test('a code brought by another browser logs nobody in', async () => {
	const visitor = new Visitor(home);
	const { location = '' } = await visitor.get(`${home}/auth/wallet`);
	const back = await authorizeWithWallet(visitor, location, walletNamed('mallory of passport'));
	const victim = await new Visitor(home).get(back);
	expect(victim).toMatchObject({ status: 302, location: `${home}/login` });
});

test('a visitor who says no comes back as a failed login', async () => {
	const visitor = new Visitor(home);
	const { location = '' } = await visitor.get(`${home}/auth/wallet`);
	const { text } = await visitor.get(location, { Accept: 'text/html' });
	const [, cancel = ''] = /href="([^"]+error=access_denied[^"]+)"/.exec(text) ?? [];
	const back = await visitor.get(cancel.replaceAll('&amp;', '&'));
	expect(back).toMatchObject({ status: 302, location: `${home}/login` });
});
