import type { AddressInfo } from 'node:net';
import express from 'express';
import { Visitor } from 'rocketchat-app-workspace/visitor';
import { afterAll, beforeAll, expect, test } from 'vitest';

let site: string;
let close: () => void;

beforeAll(async () => {
	const app = express();
	app.get('/set', (_request, response) => {
		response.append('Set-Cookie', [
			'plain=1; Path=/',
			'below=2; Path=/below',
			'__Host-secure=3; Path=/; Secure',
		]);
		response.append('Set-Cookie', 'not a cookie; at all=');
		response.redirect('/below/cookies?a=1');
	});
	app.get('/end', (_request, response) => {
		response.append('Set-Cookie', 'plain=; Path=/; Max-Age=0').json({});
	});
	app.get(['/cookies', '/below/cookies'], (request, response) => {
		response.json({ cookie: request.headers.cookie ?? '' });
	});
	app.get('/text', (_request, response) => {
		response.send('a text');
	});
	const server = app.listen(0);
	await new Promise((resolve) => server.once('listening', resolve));
	site = `http://localhost:${(server.address() as AddressInfo).port}`;
	close = () => server.close();
});
afterAll(() => close());

const sorted = (cookie: unknown) => String(cookie).split('; ').toSorted();

test('a redirect is shown, not followed', async () => {
	expect(await new Visitor(site).get(`${site}/set`)).toMatchObject({
		status: 302,
		location: `${site}/below/cookies?a=1`,
	});
});

test('cookies are kept for their path until they end, as in a browser', async () => {
	const visitor = new Visitor(site);
	const cookies = async (path: string) => sorted((await visitor.get(`${site}${path}`)).json.cookie);
	await visitor.get(`${site}/set`);
	expect(await cookies('/cookies')).toEqual(['__Host-secure=3', 'plain=1']);
	expect(await cookies('/below/cookies')).toEqual(['__Host-secure=3', 'below=2', 'plain=1']);
	visitor.setCookie(`${site}/anywhere/else`, 'plain', 'set by a script');
	expect(await cookies('/cookies')).toContain('plain=set by a script');
	await visitor.get(`${site}/end`);
	expect(await cookies('/cookies')).toEqual(['__Host-secure=3']);
	expect(sorted((await new Visitor(site).get(`${site}/cookies`)).json.cookie)).toEqual(['']);
});

test('an answer that is no JSON object has an empty one', async () => {
	expect(await new Visitor(site).get(`${site}/text`)).toMatchObject({ text: 'a text', json: {} });
});
