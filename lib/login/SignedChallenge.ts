import { type Account, parseAccount } from '../ethereum/account';
import { parseSignature, type Signature } from '../ethereum/parseSignature';
import { OAuthError } from '../oauth/OAuthError';
import type { UnixSeconds } from '../time/UnixSeconds';

/** A challenge that a wallet has answered: well-formed, but not yet verified. */
export interface SignedChallenge {
	/** When the wallet was asked. */
	readonly timestamp: UnixSeconds;
	readonly account: Account;
	readonly signature: Signature;
	readonly chainId: number;
	readonly challenge: string;
}

/** Plain decimal without sign, space, exponent or leading zero, small enough for a JSON number. */
const INTEGER = /^(?:0|[1-9][0-9]{0,14})$/;

/** Base64url, without the dot that joins the parts of a code. */
const CHALLENGE = /^[A-Za-z0-9_-]*$/;

/**
 * Takes the parts of a signed challenge as they came from outside.
 * @throws OAuthError invalid_grant when one of them is malformed
 */
export function parseSignedChallenge(
	parts: Readonly<Partial<Record<keyof SignedChallenge, unknown>>>,
): SignedChallenge {
	const { timestamp, chainId, challenge } = parts;
	const account = parseAccount(parts.account);
	const signature = parseSignature(parts.signature);
	const isWellFormed =
		isPositiveInteger(timestamp) &&
		isPositiveInteger(chainId) &&
		typeof challenge === 'string' &&
		CHALLENGE.test(challenge);
	if (!isWellFormed || !account || !signature) {
		throw new OAuthError('code_malformed');
	}
	return { timestamp: timestamp as UnixSeconds, account, signature, chainId, challenge };
}

/** The number that a text spells, if it is one that a signed challenge may have. */
export function parseInteger(text: string | undefined): number | undefined {
	return text !== undefined && INTEGER.test(text) ? Number(text) : undefined;
}

function isPositiveInteger(value: unknown): value is number {
	return typeof value === 'number' && value > 0 && INTEGER.test(String(value));
}
