import type { Site } from '../provider/Site';
import type { Client } from './Client';

/** The only redirect URIs that a client may name. */
export function listRedirectUris(client: Client, site: Site): readonly string[] {
	switch (client.kind) {
		case 'rocketchat':
			return [
				...new Set(
					[site.url, site.typedUrl].flatMap((root) => rocketChatCallbacks(root, client.serviceName)),
				),
			];
		case 'wallet':
			return [`${site.issuer}/wallet-callback`];
		case 'trusted':
			return client.redirectUris;
	}
}

function rocketChatCallbacks(root: string, serviceName: string): string[] {
	return [
		`${root}/_oauth/${serviceName}`,
		// The classic client appends this when its login style is empty.
		`${root}/_oauth/${serviceName}?close`,
		// The callback of some releases of the modern client.
		`${root}/oauth/${serviceName}/callback`,
	];
}
