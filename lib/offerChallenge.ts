import { CHALLENGE_LIFETIME, type ChallengeSubject, makeChallenge } from './challenge';
import type { Language } from './languages';
import type { Provider } from './provider';
import { messageForm } from './signedSentence';
import { unsignedMessage } from './signInMessage';
import type { UnixSeconds } from './time';

/**
 * Makes a challenge and what a wallet is to sign for it, in the visitor's language as far as the kind of
 * message allows.
 * @param clientName empty when it is the workspace itself that is signed in to
 */
export function offerChallenge(
	subject: ChallengeSubject,
	clientName: string,
	language: Language,
	{ workspace, settings, keys }: Provider,
	now: UnixSeconds,
) {
	const form = messageForm(settings.signInMessage, language);
	const challenge = makeChallenge(subject, form, keys.challenge, now);
	const messageSubject = { ...subject, ...form, issuedAt: now, clientName };
	const offer = {
		challenge,
		...unsignedMessage(challenge, messageSubject, workspace),
		serverTime: now,
		expiresAt: now + Math.min(CHALLENGE_LIFETIME, settings.codeLifetime),
	};
	return { offer, messageLang: form.language };
}
