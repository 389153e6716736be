import { type Account, parseAccount } from '../ethereum/account';
import { parseSignature, type Signature } from '../ethereum/parseSignature';
import { OAuthError } from '../oauth/OAuthError';
import type { UnixSeconds } from '../time/UnixSeconds';
import { parseInteger } from './parseInteger';

/** A challenge that a wallet has answered: well-formed, but not yet verified. */
export interface SignedChallenge {
	/** When the wallet was asked. */
	readonly timestamp: UnixSeconds;
	readonly account: Account;
	readonly signature: Signature;
	readonly chainId: number;
	readonly challenge: string;
}

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

function isPositiveInteger(value: unknown): value is number {
	return typeof value === 'number' && value > 0 && parseInteger(String(value)) !== undefined;
}
