import { isSiweText } from '../ethereum/siweText';
import type { Language } from '../text/languages';
import { translate } from '../text/translate';

/** What a wallet signs: EIP-712 typed data, or a Sign-In with Ethereum message (EIP-4361). */
export type MessageKind = 'eip712' | 'siwe';

/** How a challenge is shown to the wallet's owner. We choose it, so no request has to agree with it. */
export interface MessageForm {
	readonly kind: MessageKind;
	/** The language of the sentence that is signed. */
	readonly language: Language;
}

/**
 * The form for somebody of this language. A Sign-In with Ethereum message holds ASCII only: a language of another
 * script gives way to English there.
 */
export function chooseMessageForm(kind: MessageKind, language: Language): MessageForm {
	const sample = translate('connect_action', { user: '', workspace: '', origin: '' }, language);
	return { kind, language: kind === 'eip712' || isSiweText(sample) ? language : 'en' };
}
