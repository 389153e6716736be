import { OAuthError } from '../oauth/OAuthError';
import { parseInteger } from './parseInteger';
import { parseSignedChallenge, type SignedChallenge } from './SignedChallenge';

/** The authorization code: `timestamp.account.sign`, then the chain and the challenge that bind them. */
export function formatCode({ timestamp, account, signature, chainId, challenge }: SignedChallenge): string {
	return [timestamp, account, signature, chainId, challenge].join('.');
}

/** @throws OAuthError invalid_grant when it is not a code of ours */
export function parseCode(code: string): SignedChallenge {
	const [timestamp, account, signature, chainId, challenge, ...rest] = code.split('.');
	if (rest.length > 0) {
		throw new OAuthError('code_malformed');
	}
	const numbers = { timestamp: parseInteger(timestamp), chainId: parseInteger(chainId) };
	return parseSignedChallenge({ ...numbers, account, signature, challenge });
}
