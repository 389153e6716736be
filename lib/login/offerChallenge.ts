import type { Context } from '../provider/Context';
import type { Language } from '../text/languages';
import type { Binding } from './Binding';
import { CHALLENGE_LIFETIME_SECONDS, makeChallenge } from './challenge';
import { makeUnsignedMessage } from './loginMessage';
import { chooseMessageForm } from './MessageForm';

/**
 * Makes a challenge and the message that a wallet is to sign for it, in the visitor's language as far as the kind
 * of message allows.
 */
export function offerChallenge(
	binding: Binding,
	language: Language,
	{ site, settings, keys, clients, now }: Omit<Context, 'stores' | 'caches'>,
) {
	const form = chooseMessageForm(settings.signInMessage, language);
	const challenge = makeChallenge({ binding, form }, keys.challenge, now);
	const offer = {
		challenge,
		...makeUnsignedMessage(challenge, { form, binding, issuedAt: now }, { site, clients }),
		serverTime: now,
		expiresAt: now + Math.min(CHALLENGE_LIFETIME_SECONDS, settings.codeLifetimeSeconds),
	};
	return { offer, messageLanguage: form.language };
}
