import { toSiweText } from '../ethereum/siweText';
import type { TrustedClient } from '../oauth/Client';
import type { Site } from '../provider/Site';
import { translate } from '../text/translate';
import type { Purpose } from './Binding';
import type { MessageForm } from './MessageForm';

/** What a person agrees to. */
export interface SentenceSubject {
	readonly purpose: Purpose;
	/** A tool that the person logs in to; undefined for Rocket.Chat itself. */
	readonly tool: Pick<TrustedClient, 'id' | 'name'> | undefined;
}

/**
 * The sentence that tells a person what the signature does, and which site alone may ask for it. In a Sign-In
 * with Ethereum message, names are written as well as ASCII can.
 */
export function writeSentence({ purpose, tool }: SentenceSubject, form: MessageForm, site: Site): string {
	const { origin, host } = new URL(site.url);
	const isAscii = form.kind === 'siwe';
	const workspace = isAscii ? toAsciiName(site.name, host) : site.name;
	if (purpose.kind === 'link') {
		const user = isAscii ? toSiweText(purpose.username) : purpose.username;
		return translate('connect_action', { workspace, user, origin }, form.language);
	}
	if (tool) {
		const client = isAscii ? toAsciiName(tool.name, tool.id) : tool.name;
		return translate('sign_in_client_action', { workspace, client, origin }, form.language);
	}
	return translate('sign_in_action', { workspace, origin }, form.language);
}

function toAsciiName(name: string, otherwise: string): string {
	const written = toSiweText(name);
	return written.includes('?') ? otherwise : written;
}
