import { personalSign, SignTypedDataVersion, signTypedData } from '@metamask/eth-sig-util';
import { type Account, parseAccount } from '../../lib/ethereum/account';
import { deriveKeys } from '../../lib/keys/deriveKeys';
import type { SignedChallenge } from '../../lib/login/authorizationCode';
import { parseSignedChallenge } from '../../lib/login/authorizationCode';
import { type ChallengeSubject, makeChallenge, openChallenge } from '../../lib/login/challenge';
import { unsignedMessage } from '../../lib/login/loginMessage';
import type { MessageForm } from '../../lib/login/MessageForm';
import { rocketChatClient } from '../../lib/oauth/clients';
import type { Configuration } from '../../lib/provider/Configuration';
import { parseSite } from '../../lib/provider/Site';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import type { UnixSeconds } from '../../lib/time/UnixSeconds';
import { fillIn } from '../../workspace/visitor/signOffer';

/** A throw-away key and its account. */
export const PRIVATE_KEY = Buffer.from(
	'4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318',
	'hex',
);
export const ACCOUNT = parseAccount('0x2c7536e3605d9c16a7a3d7b1898e529396a65c23') as Account;

export const KEYS = deriveKeys('ab'.repeat(32));
export const WORKSPACE = parseSite('https://chat.example.com/', 'Acme Chat', 'app-id');
export const NOW = 1_800_000_000 as UnixSeconds;
const SETTINGS = parseSettings(DEFAULTS);

export const PROVIDER: Configuration = {
	workspace: WORKSPACE,
	settings: SETTINGS,
	keys: KEYS,
	clients: [rocketChatClient(SETTINGS, KEYS, WORKSPACE)],
};

export const SUBJECT: ChallengeSubject = {
	clientId: 'rocketchat',
	redirectUri: 'https://chat.example.com/_oauth/metamask',
	state: 'some state',
	codeChallenge: '',
	scope: 'openid',
	nonce: '',
	linkUserId: '',
	linkUsername: '',
	ticketHash: '',
};

export const FORM: MessageForm = { kind: 'eip712', language: 'en' };

export const LIFETIMES = { accessToken: 300, session: 300, renewable: false };

/** Signs a challenge as a wallet does. */
export function sign(
	challenge: string,
	{ timestamp = NOW, chainId = 1, workspace = WORKSPACE, privateKey = PRIVATE_KEY, account = ACCOUNT } = {},
): SignedChallenge {
	const subject = { ...openChallenge(challenge, KEYS.challenge, NOW), clientName: '' };
	const unsigned = unsignedMessage(challenge, subject, workspace);
	const { typedData: data, message } = fillIn(unsigned, { account, timestamp, chainId });
	const signature = data
		? signTypedData({ privateKey, data, version: SignTypedDataVersion.V4 })
		: personalSign({ privateKey, data: `0x${Buffer.from(message ?? '').toString('hex')}` });
	return parseSignedChallenge(timestamp, account, signature, chainId, challenge);
}

export function freshChallenge(
	{ kind = FORM.kind, language = FORM.language, ...subject }: Partial<ChallengeSubject & MessageForm> = {},
	now = NOW,
): string {
	return makeChallenge({ ...SUBJECT, ...subject }, { kind, language }, KEYS.challenge, now);
}
