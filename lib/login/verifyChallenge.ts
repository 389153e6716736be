import { BoundedCache } from '../cache/BoundedCache';
import type { Account } from '../ethereum/account';
import { OAuthError } from '../oauth/OAuthError';
import type { Configuration } from '../provider/Configuration';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { SignedChallenge } from './authorizationCode';
import { CLOCK_SKEW, type OpenChallenge, openChallenge } from './challenge';
import { recoverSigner } from './loginMessage';

/** A signed answer whose challenge, age and signature hold. Only `verifyChallenge` makes one. */
export interface VerifiedChallenge {
	readonly account: Account;
	readonly chainId: number;
	/** When it was signed. */
	readonly timestamp: UnixSeconds;
	readonly challenge: OpenChallenge;
	readonly [verified]: true;
}

declare const verified: unique symbol;

/** After so many wrong signatures a challenge is good for nothing: each costs a recovery. */
const MOST_WRONG = 10;

/** How many wrong signatures this process has seen for a challenge, by its `jti`. */
const wrong = new BoundedCache<number>(4096);

/**
 * Verifies a signed answer: the challenge is ours and alive, the timestamp is neither old nor of the
 * future, and the account itself signed exactly this at this workspace.
 * @throws OAuthError invalid_grant
 */
export function verifyChallenge(
	answer: SignedChallenge,
	{ workspace, settings, keys, clients }: Configuration,
	now: UnixSeconds,
): VerifiedChallenge {
	const challenge = openChallenge(answer.challenge, keys.challenge, now);
	if (answer.timestamp > now + CLOCK_SKEW || answer.timestamp < now - settings.codeLifetime) {
		throw new OAuthError('code_expired');
	}
	const wrongBefore = wrong.get(challenge.jti) ?? 0;
	if (wrongBefore >= MOST_WRONG) {
		throw new OAuthError('signature_wrong');
	}
	const clientName = clients.find(({ id }) => id === challenge.clientId)?.name ?? '';
	const signer = recoverSigner(answer, { ...challenge, clientName }, workspace);
	if (signer !== answer.account) {
		wrong.set(challenge.jti, wrongBefore + 1);
		throw new OAuthError('signature_wrong');
	}
	const { chainId, timestamp } = answer;
	return { account: signer, chainId, timestamp, challenge } as VerifiedChallenge;
}
