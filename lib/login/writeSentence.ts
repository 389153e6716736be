import { toSiweText } from '../ethereum/siweMessage';
import type { Client } from '../oauth/Client';
import type { Site } from '../provider/Site';
import { translate } from '../text/translate';
import type { Binding } from './Binding';
import type { MessageForm } from './MessageForm';

/** What a person is asked to agree to. */
export type Occasion =
	| { readonly kind: 'login' }
	| { readonly kind: 'tool'; readonly tool: { readonly id: string; readonly name: string } }
	| { readonly kind: 'link'; readonly username: string };

export function occasionOf({ purpose, clientId }: Binding, clients: readonly Client[]): Occasion {
	if (purpose.kind === 'link') {
		return { kind: 'link', username: purpose.username };
	}
	const client = clients.find(({ id }) => id === clientId);
	return client?.kind === 'trusted'
		? { kind: 'tool', tool: { id: client.id, name: client.name } }
		: { kind: 'login' };
}

/**
 * The sentence that tells a person what the signature does, and which site alone may ask for it. In a Sign-In
 * with Ethereum message, names are written as well as ASCII can.
 */
export function writeSentence(occasion: Occasion, form: MessageForm, site: Site): string {
	const { origin, host } = new URL(site.url);
	const isAscii = form.kind === 'siwe';
	const workspace = isAscii ? asciiName(site.name, host) : site.name;
	switch (occasion.kind) {
		case 'login':
			return translate('sign_in_action', { workspace, origin }, form.language);
		case 'tool': {
			const { id, name } = occasion.tool;
			const client = isAscii ? asciiName(name, id) : name;
			return translate('sign_in_client_action', { workspace, client, origin }, form.language);
		}
		case 'link': {
			const user = isAscii ? toSiweText(occasion.username) : occasion.username;
			return translate('connect_action', { workspace, user, origin }, form.language);
		}
	}
}

function asciiName(name: string, otherwise: string): string {
	const written = toSiweText(name);
	return written.includes('?') ? otherwise : written;
}
