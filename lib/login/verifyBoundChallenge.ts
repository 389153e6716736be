import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import type { Binding } from './Binding';
import type { SignedChallenge } from './SignedChallenge';
import { type VerifiedChallenge, verifyChallenge } from './verifyChallenge';

/**
 * Verifies a signed challenge that has to be made for this very request.
 * @throws OAuthError invalid_grant as `verifyChallenge`, or invalid_request when it was made for another request
 */
export function verifyBoundChallenge(
	signed: SignedChallenge,
	binding: Binding,
	context: Omit<Context, 'stores'>,
): VerifiedChallenge {
	const verified = verifyChallenge(signed, context);
	if (JSON.stringify(verified.challenge.binding) !== JSON.stringify(binding)) {
		throw new OAuthError('challenge_of_another_request');
	}
	return verified;
}
