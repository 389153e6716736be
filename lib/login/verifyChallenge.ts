import type { Account } from '../ethereum/account';
import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import { addSeconds, CLOCK_SKEW_SECONDS, type UnixSeconds } from '../time/UnixSeconds';
import { type Challenge, readChallenge } from './challenge';
import { recoverSigner } from './loginMessage';
import type { SignedChallenge } from './SignedChallenge';

/** A signed challenge whose MAC, age and signature hold. Only `verifyChallenge` makes one. */
export interface VerifiedChallenge {
	readonly account: Account;
	readonly chainId: number;
	/** When the wallet was asked to sign. */
	readonly timestamp: UnixSeconds;
	readonly challenge: Challenge;
	readonly [verified]: true;
}

declare const verified: unique symbol;

/** Each wrong signature costs a recovery. After this many, a challenge is refused without one. */
const MAX_WRONG_SIGNATURES = 10;

/**
 * Verifies a signed challenge: it is ours and has not expired, the timestamp is neither too old nor in the future,
 * and the account itself signed exactly this at this workspace.
 * @throws OAuthError invalid_grant
 */
export function verifyChallenge(
	signed: SignedChallenge,
	context: Omit<Context, 'stores'>,
): VerifiedChallenge {
	const { settings, keys, caches, now } = context;
	const challenge = readChallenge(signed.challenge, keys.challenge, now);
	const { account, chainId, timestamp } = signed;
	if (
		timestamp > addSeconds(now, CLOCK_SKEW_SECONDS) ||
		timestamp < addSeconds(now, -settings.codeLifetimeSeconds)
	) {
		throw new OAuthError('code_expired');
	}
	const wrong = caches.wrongSignatures.get(challenge.jti) ?? 0;
	if (wrong >= MAX_WRONG_SIGNATURES) {
		throw new OAuthError('signature_wrong');
	}
	const { kind, language, issuedAt, binding } = challenge;
	if (recoverSigner(signed, { form: { kind, language }, binding, issuedAt }, context) !== account) {
		caches.wrongSignatures.set(challenge.jti, wrong + 1);
		throw new OAuthError('signature_wrong');
	}
	return { account, chainId, timestamp, challenge } as VerifiedChallenge;
}
