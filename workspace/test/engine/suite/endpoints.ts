import { expect, test } from 'vitest';
import { PROBE_ID } from '../../../example/packageProbe';
import { JSON_TYPE, type TestedWorkspace } from './testedWorkspace';

/** What happens to a request on its way to an app, and to the answer on its way back. */
export function endpointTests(on: TestedWorkspace): void {
	const bodies: [type: string | undefined, body: string, content: unknown][] = [
		['application/json', '{"a":[1,null]}', { a: [1, null] }],
		['application/json; charset=utf-8', '[1]', [1]],
		['application/x-www-form-urlencoded', 'a=1&b=2', { a: '1', b: '2' }],
		['application/x-www-form-urlencoded', 'a=1&a=2', { a: ['1', '2'] }],
		['application/x-www-form-urlencoded', 'a[b]=1', { a: { b: '1' } }],
		['text/plain', '{"a":1}', {}],
		['application/xml', '<a/>', {}],
		['application/jose', 'e30.e30.', {}],
		['multipart/form-data; boundary=x', '--x--', {}],
	];
	test.each(bodies)('a body of type %s: %s', async (type, body, content) => {
		const headers = type === undefined ? {} : { 'Content-Type': type };
		const response = await on.probe.fetch('echo', { method: 'POST', headers, body });
		expect((await response.json()).content).toEqual(content);
	});

	test('malformed JSON, and a body over 100 kB, do not reach the app', async () => {
		const malformed = await on.probe.fetch('echo', { method: 'POST', headers: JSON_TYPE, body: '{' });
		const large = await on.probe.fetch('echo', {
			method: 'POST',
			headers: JSON_TYPE,
			body: `"${'x'.repeat(102_400)}"`,
		});
		expect([malformed.status, large.status]).toEqual([400, 413]);
		expect(await malformed.text()).not.toContain('at ');
	});

	test('the request: lower-case method and headers, arrays and objects in the query', async () => {
		const response = await on.probe.fetch('echo?a=1&a=2&b[c]=3', {
			method: 'PUT',
			headers: { 'X-Probe': 'Yes' },
		});
		expect(await response.json()).toMatchObject({
			method: 'put',
			headers: { 'x-probe': 'Yes' },
			query: { a: ['1', '2'], b: { c: '3' } },
			params: {},
		});
	});

	test('the user of a request: by its token headers only, without services', async () => {
		const response = await on.probe.fetch('echo', { headers: await on.asAdmin() });
		const { user } = await response.json();
		expect(user).toMatchObject({ id: on.workspace.admin._id, username: 'admin', roles: ['admin', 'user'] });
		expect(user).not.toHaveProperty('services');

		const { 'X-User-Id': uid, 'X-Auth-Token': token } = await on.asAdmin();
		const cookie = `rc_uid=${uid}; rc_token=${token}`;
		const byCookie = await (
			await on.probe.fetch('echo', { headers: { cookie, authorization: 'Bearer foreign' } })
		).json();
		expect(byCookie.headers).toMatchObject({ cookie, authorization: 'Bearer foreign' });
		expect(byCookie.user ?? undefined).toBeUndefined();
	});

	test('a verb without a handler, and what an app throws, are a 500 with the raw message as HTML', async () => {
		const wrongVerb = await on.probe.fetch('echo', { method: 'DELETE' });
		const thrown = await on.probe.fetch('answer?kind=throw');
		expect([wrongVerb.status, thrown.status]).toEqual([500, 500]);
		expect(thrown.headers.get('content-type')).toBe('text/html; charset=utf-8');
		expect(await thrown.text()).toBe('probe <b>boom</b>');
	});

	test('a string is HTML, a number the status; an unknown path or app is a 404', async () => {
		const text = await on.probe.fetch('answer?kind=text');
		expect(text.headers.get('content-type')).toBe('text/html; charset=utf-8');
		expect((await on.probe.fetch('answer?kind=number')).status).toBe(418);
		expect((await on.probe.fetch('nothing')).status).toBe(404);
		expect((await fetch(`${on.workspace.url}/api/apps/public/nobody/echo`)).status).toBe(404);
	});

	test("Rocket.Chat's own headers, unless the app sets them", async () => {
		const { headers } = await on.probe.fetch('empty');
		expect(headers.get('content-security-policy')).toContain("script-src 'self' 'unsafe-eval' 'sha256-");
		expect(headers.get('x-frame-options')).toBe('sameorigin');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		const own = await on.probe.fetch('answer?kind=headers');
		expect(own.status).toBe(201);
		expect(own.headers.get('content-security-policy')).toBe("default-src 'none'");
		expect(own.headers.get('x-frame-options')).toBe('DENY');
		expect(own.headers.get('content-type')).toBe('text/plain; charset=utf-8');
		expect(own.headers.get('set-cookie')).toBe('probe=1; Path=/');
	});

	test("an app's own requests go over the network, parameters in the body", async () => {
		const url = `${on.workspace.url}/api/apps/public/${PROBE_ID}/echo`;
		const { statusCode, data } = await on.probe.post('fetch', {
			url,
			options: { params: { a: '1' }, auth: 'u:p' },
		});
		expect(statusCode).toBe(200);
		expect(data).toMatchObject({ content: { a: '1' }, headers: { authorization: `Basic ${btoa('u:p')}` } });
	});
}
