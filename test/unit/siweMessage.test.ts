import { ParsedMessage } from '@spruceid/siwe-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toChecksumAddress } from '../../lib/ethereum/account';
import { formatSiweMessage } from '../../lib/ethereum/formatSiweMessage';
import { isSiweText } from '../../lib/ethereum/siweText';
import type { UserId } from '../../lib/identity/User';
import { sha256 } from '../../lib/keys/digest';
import { bind, type Purpose } from '../../lib/login/Binding';
import { makeUnsignedMessage } from '../../lib/login/loginMessage';
import { chooseMessageForm } from '../../lib/login/MessageForm';
import type { TrustedClient } from '../../lib/oauth/Client';
import { parseSite } from '../../lib/provider/Site';
import { LANGUAGES } from '../../lib/text/languages';
import { fillIn } from '../visitor/signOffer';
import { ACCOUNT, FORM, NOW, REQUEST } from './signing';

/** The grammar's own parser takes seconds for a hundred messages, on a busy machine more than the layer allows. */
const PARSER_TIMEOUT_MS = 30_000;

// The parser is what MetaMask reads such a message with: what it refuses is a plain text to the wallet, for
// which it does not check the site.

const FIELDS = {
	domain: 'service.org',
	address: '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2',
	statement: 'I accept the ServiceOrg Terms of Service: https://service.org/tos',
	uri: 'https://service.org/login',
	chainId: '1',
	nonce: '32891757',
	issuedAt: '2021-09-30T16:25:24.000Z',
	expirationTime: '2021-09-30T16:30:24.000Z',
};

test('the message is written as EIP-4361 writes it', () => {
	expect(formatSiweMessage(FIELDS)).toBe(
		[
			'service.org wants you to sign in with your Ethereum account:',
			'0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2',
			'',
			'I accept the ServiceOrg Terms of Service: https://service.org/tos',
			'',
			'URI: https://service.org/login',
			'Version: 1',
			'Chain ID: 1',
			'Nonce: 32891757',
			'Issued At: 2021-09-30T16:25:24.000Z',
			'Expiration Time: 2021-09-30T16:30:24.000Z',
		].join('\n'),
	);
});

describe("the grammar's parser reads every field back", () => {
	test.each([
		{},
		{ domain: '127.0.0.1' },
		{ domain: '127.0.0.1:8080' },
		{ domain: '[::1]:3000' },
		{ domain: 'xn--mnchen-3ya.example' },
		{ uri: 'http://localhost:3000' },
		{ uri: 'https://chat.example.com/chat' },
		{ chainId: '11155111' },
		{ issuedAt: '2021-09-30T16:25:24Z' },
		{ issuedAt: '2021-09-30T16:25:24-02:00' },
		{ nonce: 'ab'.repeat(32) },
	])('with %j', (change) => {
		const fields = { ...FIELDS, ...change };
		const { chainId, ...rest } = fields;
		expect(new ParsedMessage(formatSiweMessage(fields))).toMatchObject({ ...rest, chainId: Number(chainId) });
	});
});

test(
	'a text is taken for a statement exactly when the grammar takes it',
	() => {
		const character = fc.oneof(
			fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
			fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
		);
		const parses = (statement: string) => {
			try {
				return new ParsedMessage(formatSiweMessage({ ...FIELDS, statement })).statement === statement;
			} catch {
				return false;
			}
		};
		fc.assert(
			fc.property(character, (text) => {
				expect(isSiweText(`a${text}b`)).toBe(parses(`a${text}b`));
			}),
			{ numRuns: 1000 },
		);
	},
	PARSER_TIMEOUT_MS,
);

/** What a wallet is given to sign, filled in. */
function filledIn(
	{ siteUrl = 'https://chat.example.com', siteName = 'Acme Chat' },
	{ tool, username }: { readonly tool?: { id: string; name: string }; readonly username?: string } = {},
	language = FORM.language,
) {
	const site = parseSite(siteUrl, siteName, 'id');
	const form = chooseMessageForm('siwe', language);
	const request = { ...REQUEST, client: { id: tool?.id ?? REQUEST.client.id } };
	const ticketHash = sha256('a ticket');
	const purpose: Purpose =
		username === undefined
			? { kind: 'login' }
			: { kind: 'link', userId: 'a user' as UserId, username, ticketHash };
	const source = { form, binding: bind(request, purpose), issuedAt: NOW };
	const clients = tool ? [{ ...tool, kind: 'trusted' } as TrustedClient] : [];
	const unsigned = makeUnsignedMessage('a challenge', source, { site, clients });
	const { message } = fillIn(unsigned, { account: ACCOUNT, timestamp: NOW, chainId: 137 });
	return message ?? '';
}

test(
	'whatever the workspace and the user are called, in every language, the wallet reads a sign-in message',
	() => {
		fc.assert(
			fc.property(
				fc.constantFrom('https://chat.example.com', 'http://localhost:3000/', 'https://münchen.example/chat'),
				fc.string({ unit: 'binary' }),
				fc.string({ unit: 'binary' }),
				fc.constantFrom(...LANGUAGES),
				(siteUrl, siteName, username, language) => {
					const { origin, host } = new URL(siteUrl);
					const parsed = new ParsedMessage(filledIn({ siteUrl, siteName }, { username }, language));
					expect(parsed).toMatchObject({
						domain: host,
						address: toChecksumAddress(ACCOUNT),
						chainId: 137,
						issuedAt: '2027-01-15T08:00:00.000Z',
						expirationTime: '2027-01-15T08:05:00.000Z',
					});
					expect(parsed.statement).toContain(origin);
				},
			),
		);
	},
	PARSER_TIMEOUT_MS,
);

test.each([
	['de', 'Melden Sie sich bei Acme Chat an. Signieren Sie dies nur auf https://chat.example.com.'],
	['fr', 'Connexion sur Acme Chat. Ne signez ceci que sur https://chat.example.com.'],
	['es', 'Entra en Acme Chat. Firma esto solo en https://chat.example.com.'],
	['pt-BR', 'Entre em Acme Chat. Assine isto somente em https://chat.example.com.'],
	// The grammar has no letters for these two.
	['ja', 'Sign in to Acme Chat. Only sign this at https://chat.example.com.'],
	['zh', 'Sign in to Acme Chat. Only sign this at https://chat.example.com.'],
] as const)('in %s the statement says: %s', (language, statement) => {
	const message = filledIn({}, {}, language);
	expect(new ParsedMessage(message).statement).toBe(statement);
});

test.each([
	['Café Zürich', 'Sign in to Cafe Zurich. Only sign this at https://chat.example.com.'],
	['株式会社', 'Sign in to chat.example.com. Only sign this at https://chat.example.com.'],
])('a workspace called %s is written in letters that the grammar has', (siteName, statement) => {
	expect(filledIn({ siteName })).toContain(`\n\n${statement}\n\n`);
});

test('clients whose names the grammar has no letters for are told apart, by their ids', () => {
	const sentences = ['wiki', 'grafana'].map((id) =>
		filledIn({ siteName: 'Acme' }, { tool: { id, name: '社内' } }, 'ja'),
	);
	expect(sentences[0]).toContain('Sign in to wiki with Acme.');
	expect(sentences[1]).toContain('Sign in to grafana with Acme.');
});

test('a wallet that is connected is told to whom', () => {
	expect(filledIn({}, { username: 'zoë.大' })).toContain(
		'\n\nConnect this wallet to @zoe.? in Acme Chat. Only sign this at https://chat.example.com.\n\n',
	);
});
