import type { Configuration } from '../provider/Configuration';
import type { Language } from '../text/languages';
import type { UnixSeconds } from '../time/UnixSeconds';
import { CHALLENGE_LIFETIME, type ChallengeSubject, makeChallenge } from './challenge';
import { unsignedMessage } from './loginMessage';
import { messageForm } from './signedSentence';

/**
 * Makes a challenge and what a wallet is to sign for it, in the visitor's language as far as the kind of
 * message allows.
 * @param clientName empty when it is the workspace itself that is signed in to
 */
export function offerChallenge(
	subject: ChallengeSubject,
	clientName: string,
	language: Language,
	{ workspace, settings, keys }: Configuration,
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
