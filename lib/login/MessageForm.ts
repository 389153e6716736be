import type { Language } from '../text/languages';

/** What a wallet signs: EIP-712 typed data, or a Sign-In with Ethereum message (EIP-4361). */
export type MessageKind = 'eip712' | 'siwe';

/** How a challenge is put to the wallet's owner: chosen by us, so no request has to agree with it. */
export interface MessageForm {
	readonly kind: MessageKind;
	/** The language of the sentence that is signed. */
	readonly language: Language;
}
