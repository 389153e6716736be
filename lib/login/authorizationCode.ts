import { type Account, parseAccount } from '../ethereum/account';
import { parseSignature, type Signature } from '../ethereum/signature';
import { OAuthError } from '../oauth/OAuthError';
import type { UnixSeconds } from '../time/UnixSeconds';

/** A signed answer to a challenge: the parts of an authorization code, well-formed but not yet verified. */
export interface SignedChallenge {
	readonly timestamp: UnixSeconds;
	readonly account: Account;
	readonly signature: Signature;
	readonly chainId: number;
	readonly challenge: string;
}

/** Plain decimal without sign, space, exponent or leading zero, small enough for a JSON number. */
const INTEGER = /^(?:0|[1-9][0-9]{0,14})$/;

/** Base64url, without the dot that parts of a code are joined by. */
const CHALLENGE = /^[A-Za-z0-9_-]*$/;

/** The authorization code: the seed's three parts (timestamp.account.sign), then what binds them. */
export function formatCode({ timestamp, account, signature, chainId, challenge }: SignedChallenge): string {
	return [timestamp, account, signature, chainId, challenge].join('.');
}

/** @throws OAuthError invalid_grant when it is no code of ours */
export function parseCode(code: string): SignedChallenge {
	const [timestamp = '', account, signature, chainId = '', challenge, ...rest] = code.split('.');
	if (rest.length > 0 || !INTEGER.test(timestamp) || !INTEGER.test(chainId)) {
		throw new OAuthError('code_malformed');
	}
	return parseSignedChallenge(Number(timestamp), account, signature, Number(chainId), challenge);
}

/**
 * Takes a code's parts as they came from outside and gives them as types.
 * @throws OAuthError invalid_grant when one of them is none
 */
export function parseSignedChallenge(
	timestamp: unknown,
	account: unknown,
	signature: unknown,
	chainId: unknown,
	challenge: unknown,
): SignedChallenge {
	const parsedAccount = parseAccount(account);
	const parsedSignature = parseSignature(signature);
	const wellFormed =
		isPositiveInteger(timestamp) &&
		isPositiveInteger(chainId) &&
		typeof challenge === 'string' &&
		CHALLENGE.test(challenge);
	if (!wellFormed || !parsedAccount || !parsedSignature) {
		throw new OAuthError('code_malformed');
	}
	return {
		timestamp: timestamp as UnixSeconds,
		account: parsedAccount,
		signature: parsedSignature,
		chainId,
		challenge,
	};
}

/** As long as a code may spell it. */
function isPositiveInteger(value: unknown): value is number {
	return typeof value === 'number' && value > 0 && INTEGER.test(String(value));
}
