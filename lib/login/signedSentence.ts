import { isSiweText, siweText } from '../ethereum/siweMessage';
import type { Site } from '../provider/Site';
import type { Language } from '../text/languages';
import { type TextKey, text } from '../text/texts';
import type { MessageForm, MessageKind } from './MessageForm';

/**
 * How to put a challenge to somebody of this language. A Sign-In with Ethereum message holds ASCII only, so
 * a language that is written otherwise gives way to English there.
 */
export function messageForm(kind: MessageKind, language: Language): MessageForm {
	const sample = text('connect_action', { user: '', workspace: '', origin: '' }, language);
	return { kind, language: kind === 'eip712' || isSiweText(sample) ? language : 'en' };
}

/** What a signature is for. */
export interface Purpose {
	/** The username of whom the wallet is connected to; empty for a login. */
	readonly linkUsername: string;
	readonly clientId: string;
	/** The name of the client to log in to; empty when it is the workspace itself. */
	readonly clientName: string;
}

/**
 * The sentence that tells a person what the signature does, and at which site alone to give it. In a Sign-In
 * with Ethereum message, names are written as well as ASCII can.
 */
export function signedSentence(
	{ kind, language, linkUsername, clientId, clientName }: MessageForm & Purpose,
	workspace: Site,
): string {
	const { origin, host } = new URL(workspace.url);
	const plain = kind === 'siwe';
	const values = {
		workspace: plain ? siweName(workspace.name, host) : workspace.name,
		user: plain ? siweText(linkUsername) : linkUsername,
		client: plain ? siweName(clientName, clientId) : clientName,
		origin,
	};
	return text(sentenceKey(linkUsername, clientName), values, language);
}

function sentenceKey(linkUsername: string, clientName: string): TextKey {
	if (linkUsername !== '') {
		return 'connect_action';
	}
	return clientName === '' ? 'sign_in_action' : 'sign_in_client_action';
}

function siweName(name: string, otherwise: string): string {
	const written = siweText(name);
	return written.includes('?') ? otherwise : written;
}
