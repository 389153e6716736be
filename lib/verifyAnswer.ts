import type { Account } from './account';
import type { SignedAnswer } from './authorizationCode';
import { CLOCK_SKEW, type OpenChallenge, openChallenge } from './challenge';
import { OAuthError } from './OAuthError';
import { recoverSigner } from './signInMessage';
import type { UnixSeconds } from './time';
import type { Workspace } from './workspace';

/** A signed answer whose challenge, age and signature hold. Only `verifyAnswer` makes one. */
export interface VerifiedAnswer {
	readonly account: Account;
	readonly chainId: number;
	readonly challenge: OpenChallenge;
	readonly [verified]: true;
}

declare const verified: unique symbol;

export interface VerificationTerms {
	readonly workspace: Workspace;
	readonly challengeKey: Buffer;
	/** Seconds from making the typed data to redemption. */
	readonly codeLifetime: number;
}

/**
 * Verifies a signed answer: the challenge is ours and alive, the timestamp is neither old nor of the
 * future, and the account itself signed exactly this at this workspace.
 * @throws OAuthError invalid_grant
 */
export function verifyAnswer(
	answer: SignedAnswer,
	terms: VerificationTerms,
	now: UnixSeconds,
): VerifiedAnswer {
	const challenge = openChallenge(answer.challenge, terms.challengeKey, now);
	if (answer.timestamp > now + CLOCK_SKEW || answer.timestamp < now - terms.codeLifetime) {
		throw new OAuthError('invalid_grant', 'error_code_expired');
	}
	const signer = recoverSigner(answer, challenge, terms.workspace);
	if (signer !== answer.account) {
		throw new OAuthError('invalid_grant', 'error_signature_wrong');
	}
	return { account: signer, chainId: answer.chainId, challenge } as VerifiedAnswer;
}
