import type { MessageForm } from './challenge';
import type { Language } from './languages';
import type { MessageKind } from './settings';
import { isSiweText, siweText } from './siweMessage';
import { text } from './texts';
import type { Workspace } from './workspace';

/**
 * How to put a challenge to somebody of this language. A Sign-In with Ethereum message holds ASCII only, so
 * a language that is written otherwise gives way to English there.
 */
export function messageForm(kind: MessageKind, language: Language): MessageForm {
	const sample = text('connect_action', { user: '', workspace: '', origin: '' }, language);
	return { kind, language: kind === 'eip712' || isSiweText(sample) ? language : 'en' };
}

/**
 * The sentence that tells a person what the signature does, and at which site alone to give it. In a Sign-In
 * with Ethereum message, names are written as well as ASCII can.
 * @param connectsTo the username of whom the wallet is connected to; empty for a login
 */
export function signedSentence(
	{ kind, language }: MessageForm,
	workspace: Workspace,
	connectsTo: string,
): string {
	const { origin, host } = new URL(workspace.url);
	const key = connectsTo === '' ? 'sign_in_action' : 'connect_action';
	if (kind === 'eip712') {
		return text(key, { workspace: workspace.name, origin, user: connectsTo }, language);
	}
	const name = siweText(workspace.name);
	return text(
		key,
		{ workspace: name.includes('?') ? host : name, origin, user: siweText(connectsTo) },
		language,
	);
}
