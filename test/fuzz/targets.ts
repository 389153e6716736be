import { parseSignature } from '../../lib/ethereum/parseSignature';
import { isSiweText, toSiweText } from '../../lib/ethereum/siweText';
import { sealHandOver, unsealHandOver } from '../../lib/frame/handOver';
import { deriveKeys, type MasterKey } from '../../lib/keys/deriveKeys';
import { formatCode, parseCode } from '../../lib/login/authorizationCode';
import { bind } from '../../lib/login/Binding';
import { makeChallenge, readChallenge } from '../../lib/login/challenge';
import { parseSignedChallenge } from '../../lib/login/SignedChallenge';
import { authenticateClient } from '../../lib/oauth/authenticateClient';
import type { Client } from '../../lib/oauth/Client';
import { formatErrorRedirect } from '../../lib/oauth/formatRedirect';
import { formToQuery } from '../../lib/oauth/formToQuery';
import { listRedirectUris } from '../../lib/oauth/listRedirectUris';
import { OAuthError } from '../../lib/oauth/OAuthError';
import { parseAuthorizationRequest } from '../../lib/oauth/parseAuthorizationRequest';
import { parseClientCredentials } from '../../lib/oauth/parseClientCredentials';
import { parseReturnAddress } from '../../lib/oauth/parseReturnAddress';
import { parseTokenRequest } from '../../lib/oauth/parseTokenRequest';
import { parseScopes } from '../../lib/oauth/scopes';
import { parseTrustedClients } from '../../lib/oauth/trustedClients';
import { makeRocketChatClient } from '../../lib/oauth/workspaceClients';
import { parseSite } from '../../lib/provider/Site';
import { DEFAULTS, parseSettings, type SettingId } from '../../lib/settings/AppSettings';
import { chooseLanguage, parseAcceptLanguage } from '../../lib/text/languages';
import { Refusal } from '../../lib/text/Refusal';
import type { UnixSeconds } from '../../lib/time/UnixSeconds';

/** What takes input from outside. */
export interface Target {
	/** Inputs that are right, or nearly so, to begin with. */
	readonly seeds: readonly string[];
	/** Pieces that matter to it. */
	readonly words?: readonly string[];
	/** Gives it an input. @throws for anything but a refusal, or when what it gave breaks a promise */
	run(input: string): void;
}

const KEYS = deriveKeys('ab'.repeat(32) as MasterKey);
const NOW = 1_800_000_000 as UnixSeconds;
const REDIRECT_URI = 'https://chat.example.com/_oauth/metamask';
const SITE = parseSite('https://chat.example.com', 'Acme Chat', 'app');
const CLIENT = makeRocketChatClient(parseSettings(DEFAULTS), KEYS);
const BINDING = bind(
	{ client: CLIENT, redirectUri: REDIRECT_URI, state: 'state', scopes: parseScopes('openid') },
	{ kind: 'login' },
);
const CHALLENGE = makeChallenge(
	{ binding: BINDING, form: { kind: 'eip712', language: 'en' } },
	KEYS.challenge,
	NOW,
);
const ANSWER = parseSignedChallenge({
	timestamp: NOW,
	account: '0x251aeaf02504f244f268d9886bee324e5cbb2bd6',
	signature:
		'0xef77ada92489d08215e1888ef663ba4631eece2460597b1ac44dd0b41f021a0e2dddce190b425e9b7e730fca4a3f807c939ff19c6ba668d330ef71440f4cbbcd1b',
	chainId: 1,
	challenge: CHALLENGE,
});
const CLIENTS: readonly Client[] = [CLIENT];
const REQUEST = {
	client_id: 'rocketchat',
	redirect_uri: REDIRECT_URI,
	response_type: 'code',
	state: 'eyJsb2dpblN0eWxlIjoicmVkaXJlY3QifQ==',
	scope: 'openid profile email offline_access',
	nonce: 'n',
	prompt: 'login consent',
	max_age: '60',
	code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
	code_challenge_method: 'S256',
};
const CLIENT_ENTRY = {
	client_id: 'grafana',
	client_name: 'Grafana',
	redirect_uris: ['https://grafana.example/cb'],
	client_secret_sha256: 'A'.repeat(43),
	id_token_signed_response_alg: 'ES256',
};

/** A refusal is an answer like any other. */
function unlessRefused<T>(act: () => T): T | undefined {
	try {
		return act();
	} catch (error) {
		if (error instanceof Refusal) {
			return undefined;
		}
		throw error;
	}
}

/** As the host hands it over: parsed when it is JSON, otherwise as it came. */
function parsed(input: string): unknown {
	try {
		return JSON.parse(input);
	} catch {
		return input;
	}
}

function assert(holds: boolean, promise: string): void {
	if (!holds) {
		throw new Error(`broken: ${promise}`);
	}
}

const JSON_WORDS = [
	'{',
	'}',
	'[',
	']',
	'"',
	':',
	',',
	'null',
	'1e999',
	'__proto__',
	'constructor',
	'\\u0000',
	'{}',
];

export const TARGETS: Readonly<Record<string, Target>> = {
	code: {
		seeds: [formatCode(ANSWER)],
		words: ['.', '0x', '1b', '1c', '00', 'e9', '-', '１', CHALLENGE],
		run(input) {
			const answer = unlessRefused(() => parseCode(input));
			if (!answer) {
				return;
			}
			const written = formatCode(answer);
			const given = input
				.split('.')
				.with(2, parseSignature(input.split('.')[2]) ?? '')
				.join('.');
			assert(
				written.toLowerCase() === given.toLowerCase(),
				'a code is what was given, but for case and for how its signature is spelled',
			);
			assert(formatCode(parseCode(written)) === written, 'a code has one spelling');
		},
	},
	challenge: {
		seeds: [CHALLENGE],
		words: ['A', '=', '-', '_', '+', '/', CHALLENGE.slice(0, 43), CHALLENGE.slice(43)],
		run(input) {
			const open = unlessRefused(() => readChallenge(input, KEYS.challenge, NOW));
			if (open) {
				assert(input === CHALLENGE, 'nobody else makes a challenge');
			}
		},
	},
	'hand-over': {
		seeds: [sealHandOver(ANSWER, KEYS.handOver, NOW)],
		words: ['.', '-1', 'NaN', '9'.repeat(30), ''],
		run(input) {
			const opened = unlessRefused(() => unsealHandOver(input, KEYS.handOver, NOW));
			if (opened) {
				assert(input === sealHandOver(ANSWER, KEYS.handOver, NOW), 'nobody else seals a hand-over');
			}
		},
	},
	'redirect URI': {
		seeds: [REDIRECT_URI, `${REDIRECT_URI}?close`],
		words: ['?', '#', '@', '//', '\\', '%2f', '..', ':443', 'evil.example', 'javascript:', '\r\n', '?close'],
		run(input) {
			const to = unlessRefused(() => parseReturnAddress({ ...REQUEST, redirect_uri: input }, CLIENTS, SITE));
			if (!to) {
				return;
			}
			assert(listRedirectUris(CLIENT, SITE).includes(input), 'only a registered redirect URI is one');
			const { origin, pathname } = new URL(formatErrorRedirect(to, new OAuthError('cancelled'), SITE.issuer));
			assert(
				listRedirectUris(CLIENT, SITE).includes(`${origin}${pathname}`),
				'a redirect leads to where it is registered',
			);
		},
	},
	'Basic header': {
		seeds: [
			`Basic ${Buffer.from('rocketchat:s3cret').toString('base64')}`,
			Buffer.from('rocketchat:s%2B c+ret').toString('base64'),
		],
		words: ['Basic ', 'basic', 'Bearer ', '=', 'Og==', '%', '%ff', Buffer.from('a:%zz').toString('base64')],
		run(input) {
			const credentials = unlessRefused(() =>
				parseClientCredentials(input, { client_id: undefined, client_secret: undefined }),
			);
			if (!credentials) {
				return;
			}
			assert(credentials.id !== '' && credentials.secrets.length <= 3, 'a client says who it is');
			assert(!unlessRefused(() => authenticateClient(CLIENTS, credentials)), 'no guess is the secret');
		},
	},
	query: {
		seeds: [JSON.stringify(REQUEST), JSON.stringify({ ...REQUEST, prompt: 'none', state: ['a', 'b'] })],
		words: [
			...JSON_WORDS,
			'none',
			'plain',
			'S256',
			'request_uri',
			'response_mode',
			'form_post',
			'ui_locales',
		],
		run(input) {
			const query = parsed(input) as Record<string, unknown>;
			unlessRefused(() => formToQuery(query));
			const to = unlessRefused(() => parseReturnAddress(query, CLIENTS, SITE));
			const request = to && unlessRefused(() => parseAuthorizationRequest(to));
			if (request) {
				assert(
					listRedirectUris(CLIENT, SITE).includes(request.redirectUri),
					'a challenge binds a registered URI',
				);
				const bound = JSON.stringify(bind(request, { kind: 'login' }));
				assert(/^[\x20-\x7e]*$/.test(bound), 'a challenge holds printable ASCII');
			}
		},
	},
	body: {
		seeds: [
			JSON.stringify({
				grant_type: 'authorization_code',
				code: formatCode(ANSWER),
				client_id: 'rocketchat',
				client_secret: 's',
			}),
			JSON.stringify({ ...ANSWER }),
		],
		words: [...JSON_WORDS, 'refresh_token', 'code_verifier', 'true', '1.5', '-0', '1e3'],
		run(input) {
			const body = parsed(input) as Record<string, unknown> | null;
			unlessRefused(() => parseTokenRequest({ query: {}, body, authorization: undefined }));
			const twice = { query: body, body: { code: 'twice' }, authorization: 'Basic YTpi' };
			unlessRefused(() => parseTokenRequest(twice));
			const answer = unlessRefused(() => parseSignedChallenge(Object(body)));
			if (answer) {
				assert(formatCode(parseCode(formatCode(answer))) === formatCode(answer), 'an answer is a code');
			}
		},
	},
	'SIWE message': {
		seeds: [
			'Sign in to Acme Chat. Only sign this at https://chat.example.com.',
			'Bei Müller & Söhne anmelden',
			'東京',
		],
		words: ['\n', '\r', '\u2028', '\u0000', 'é', '\u0301', '😀', '\ud800', '?', '"', '{origin}', 'URI: '],
		run(input) {
			const written = toSiweText(input);
			assert(written === '' || isSiweText(written), 'what is written is a statement');
			assert(toSiweText(written) === written, 'what is written stays as it is');
			const tags = parseAcceptLanguage(input);
			assert(chooseLanguage(tags).length >= 2, 'there is always a language');
		},
	},
	'settings JSON': {
		seeds: [
			JSON.stringify([CLIENT_ENTRY]),
			JSON.stringify([{ ...CLIENT_ENTRY, redirect_uris: ['http://localhost:1/a'] }]),
			'[]',
		],
		words: [
			...JSON_WORDS,
			'client_id',
			'token_endpoint_auth_method',
			'none',
			'http://',
			'https://a@b',
			'*',
			'\\',
		],
		run(input) {
			for (const client of unlessRefused(() => parseTrustedClients(input)) ?? []) {
				const isSafe = client.redirectUris.every((uri) =>
					/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/?])/i.test(`${uri}/`),
				);
				assert(isSafe && client.redirectUris.length > 0, 'a client is trusted with https');
			}
			for (const id of Object.keys(DEFAULTS) as SettingId[]) {
				const settings = parseSettings({ ...DEFAULTS, [id]: parsed(input) });
				assert(
					settings.codeLifetimeSeconds >= 30 && settings.codeLifetimeSeconds <= 300,
					'codes expire after 30 to 300 seconds',
				);
				assert(
					/^[\w-]+$/.test(settings.serviceName) && /^[\w.~-]+$/.test(settings.clientId),
					'names are names',
				);
			}
			try {
				const { name, url } = parseSite(input, input, 'app');
				assert(
					!/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name) && /^https?:/.test(url),
					'a workspace has one line and an address',
				);
			} catch (error) {
				if (!(error instanceof TypeError)) {
					throw error;
				}
			}
		},
	},
};
