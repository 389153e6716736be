import { expect, test } from 'vitest';
import { sha256 } from '../../lib/keys/digest';
import { parseTrustedClients } from '../../lib/oauth/trustedClients';
import { Refusal } from '../../lib/text/Refusal';

const ENTRY = {
	client_id: 'grafana',
	client_name: 'Grafana',
	redirect_uris: ['https://grafana.example/login/generic_oauth'],
	client_secret_sha256: sha256('a secret'),
};
const { client_secret_sha256: _secret, ...WITHOUT_SECRET } = ENTRY;
const parse = (...entries: unknown[]) => parseTrustedClients(JSON.stringify(entries));

test('an entry becomes a client', () => {
	expect(parse(ENTRY)).toEqual([
		{
			kind: 'trusted',
			id: 'grafana',
			name: 'Grafana',
			authentication: { method: 'secret', secretHash: sha256('a secret') },
			idTokenAlgorithm: 'RS256',
			redirectUris: ENTRY.redirect_uris,
		},
	]);
});

test('a public client has no secret', () => {
	const [client] = parse({ ...WITHOUT_SECRET, token_endpoint_auth_method: 'none' });
	expect(client).toMatchObject({ id: 'grafana', authentication: { method: 'none' } });
});

test.each(['', ' ', '[]'])('%j is no client', (json) => {
	expect(parseTrustedClients(json)).toEqual([]);
});

test.each(['{}', 'null', '[', '"x"', '7'])('%s is no list', (json) => {
	expect(() => parseTrustedClients(json)).toThrow(expect.objectContaining({ key: 'clients_not_json' }));
});

test.each([
	'http://localhost/cb',
	'http://127.0.0.1:9999/cb',
	'http://[::1]:8080/',
	'https://a.example/cb?x=1',
])('%s may be redirected to', (uri) => {
	expect(parse({ ...ENTRY, redirect_uris: [uri] })[0]?.redirectUris).toEqual([uri]);
});

test.each([
	'http://grafana.example/cb',
	'https:grafana.example/cb',
	'https:///grafana.example/cb',
	'http:///localhost:1/a',
	'https://?grafana.example/cb',
	'https://ü.example/cb',
	'https:// grafana.example/cb',
	'//grafana.example/cb',
	'/cb',
	'javascript:alert(1)',
	'com.example.app:/cb',
	'https://user@grafana.example/cb',
	'https://grafana.example/cb#x',
	'https://grafana.example/*',
	'https://grafana.example\\cb',
	'https://grafana.example/c b',
	'https://grafana.example/\r\nx',
	'https://grafana.example/ü',
	'http://localhost.evil.example/cb',
	`https://grafana.example/${'x'.repeat(2000)}`,
	7,
	null,
])('%j may not', (uri) => {
	const refused = expect.objectContaining({ values: { number: 1, field: 'redirect_uris' } });
	expect(() => parse({ ...ENTRY, redirect_uris: [uri] })).toThrow(refused);
});

test.each([
	['client_id', ''],
	['client_id', 'a b'],
	['client_id', 'x'.repeat(65)],
	['client_name', ''],
	['client_name', ' Grafana'],
	['client_name', 'Graf\nana'],
	['client_name', 'Graf\u202eana'],
	['redirect_uris', []],
	['redirect_uris', 'https://grafana.example/cb'],
	['client_secret_sha256', 'the secret itself'],
	['token_endpoint_auth_method', 'client_secret_basic'],
	['id_token_signed_response_alg', 'none'],
	['id_token_signed_response_alg', 'HS256'],
	['__proto__', { kind: 'rocketchat' }],
	['redirect_uri', 'a typing mistake'],
])('%s of %j is refused, and named', (field, value) => {
	const json = JSON.stringify([ENTRY, { ...ENTRY, client_id: 'other' }]).replace(
		/\}\]$/,
		`,${JSON.stringify(field)}:${JSON.stringify(value)}}]`,
	);
	expect(() => parseTrustedClients(json)).toThrow(
		expect.objectContaining({ key: 'clients_field', values: { number: 2, field } }),
	);
});

test.each([[WITHOUT_SECRET], [{ ...ENTRY, token_endpoint_auth_method: 'none' }]])(
	'either a secret or none, and it has to be said: %j',
	(entry) => {
		expect(() => parse(entry)).toThrow(expect.objectContaining({ key: 'clients_secret' }));
	},
);

test('two clients of one id are refused', () => {
	expect(() => parse(ENTRY, ENTRY)).toThrow(Refusal);
});

test.each([null, 7, 'x', []])('%j is no entry', (entry) => {
	expect(() => parse(entry)).toThrow(Refusal);
});
