import { personalSign, SignTypedDataVersion, signTypedData } from '@metamask/eth-sig-util';
import { Caches } from '../../lib/cache/Caches';
import { type Account, parseAccount } from '../../lib/ethereum/account';
import { deriveKeys, type MasterKey } from '../../lib/keys/deriveKeys';
import { type BoundRequest, bind, type Purpose } from '../../lib/login/Binding';
import { makeChallenge, readChallenge } from '../../lib/login/challenge';
import { makeUnsignedMessage } from '../../lib/login/loginMessage';
import type { MessageForm } from '../../lib/login/MessageForm';
import { parseSignedChallenge, type SignedChallenge } from '../../lib/login/SignedChallenge';
import { parseScopes } from '../../lib/oauth/scopes';
import { makeRocketChatClient } from '../../lib/oauth/workspaceClients';
import type { Context } from '../../lib/provider/Context';
import { parseSite } from '../../lib/provider/Site';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import type { UnixSeconds } from '../../lib/time/UnixSeconds';
import { fillIn } from '../visitor/signOffer';

/** A throw-away key and its account. */
export const PRIVATE_KEY = Buffer.from(
	'4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318',
	'hex',
);
export const ACCOUNT = parseAccount('0x2c7536e3605d9c16a7a3d7b1898e529396a65c23') as Account;

export const KEYS = deriveKeys('ab'.repeat(32) as MasterKey);
export const SITE = parseSite('https://chat.example.com/', 'Acme Chat', 'app-id');
export const NOW = 1_800_000_000 as UnixSeconds;
const SETTINGS = parseSettings(DEFAULTS);

export const CLIENT = makeRocketChatClient(SETTINGS, KEYS);

/** What a request works with, in a process that has just started; without a store. */
export function contextAt(now: UnixSeconds, caches = new Caches()): Omit<Context, 'stores'> {
	return { site: SITE, settings: SETTINGS, keys: KEYS, clients: [CLIENT], caches, now };
}

export const REQUEST: BoundRequest = {
	client: CLIENT,
	redirectUri: 'https://chat.example.com/_oauth/metamask',
	state: 'some state',
	scopes: parseScopes('openid'),
};

const LOGIN: Purpose = { kind: 'login' };

export const FORM: MessageForm = { kind: 'eip712', language: 'en' };

/** Signs a challenge as a wallet does. */
export function sign(
	challenge: string,
	{ timestamp = NOW, chainId = 1, site = SITE, privateKey = PRIVATE_KEY, account = ACCOUNT } = {},
): SignedChallenge {
	const unsigned = makeUnsignedMessage(challenge, sourceOf(challenge), { site, clients: [CLIENT] });
	const { typedData: data, message } = fillIn(unsigned, { account, timestamp, chainId });
	const signature = data
		? signTypedData({ privateKey, data, version: SignTypedDataVersion.V4 })
		: personalSign({ privateKey, data: `0x${Buffer.from(message ?? '').toString('hex')}` });
	return parseSignedChallenge({ timestamp, account, signature, chainId, challenge });
}

/** What a challenge's message is made of. */
export function sourceOf(challenge: string) {
	const { kind, language, issuedAt, binding } = readChallenge(challenge, KEYS.challenge, NOW);
	return { form: { kind, language }, binding, issuedAt };
}

type ChallengeChange = Partial<MessageForm & BoundRequest> & { readonly purpose?: Purpose };

export function freshChallenge(change: ChallengeChange = {}, now = NOW): string {
	const { kind = FORM.kind, language = FORM.language, purpose = LOGIN, ...request } = change;
	const binding = bind({ ...REQUEST, ...request }, purpose);
	return makeChallenge({ binding, form: { kind, language } }, KEYS.challenge, now);
}
