import type { DerivedKeys } from '../keys/deriveKeys';
import { equalSecrets, sha256 } from '../keys/digest';
import type { Site } from '../provider/Site';
import type { Lifetimes } from '../session/Session';
import type { AppSettings } from '../settings/AppSettings';
import type { Client, ClientCredentials } from './Client';
import { OAuthError } from './OAuthError';

/** Rocket.Chat's Custom OAuth service, the app's first client. */
export function rocketChatClient(settings: AppSettings, keys: DerivedKeys, workspace: Site): Client {
	const { serviceName } = settings;
	const callbacks = (site: string) => [
		`${site}/_oauth/${serviceName}`,
		// The classic client appends this when its login style is empty.
		`${site}/_oauth/${serviceName}?close`,
		// Where some releases of the modern client had their callback.
		`${site}/oauth/${serviceName}/callback`,
	];
	return {
		kind: 'rocketchat',
		id: settings.clientId,
		name: '',
		secretHash: sha256(rocketChatSecret(settings, keys)),
		idTokenAlgorithm: 'RS256',
		redirectUris: [...new Set([...callbacks(workspace.url), ...callbacks(workspace.typedUrl)])],
	};
}

/** The secret of the Custom OAuth service. */
export function rocketChatSecret({ clientId, clientSecret }: AppSettings, keys: DerivedKeys): string {
	return clientSecret || keys.clientSecret(clientId);
}

/** The Apps-Engine's OAuth2 client, the app's second client: it connects wallets to users. */
export function walletClient(settings: AppSettings, keys: DerivedKeys, workspace: Site): Client {
	const { id, secret } = walletCredentials(settings, keys);
	return {
		kind: 'wallet',
		id,
		name: '',
		secretHash: sha256(secret),
		idTokenAlgorithm: 'RS256',
		redirectUris: [`${workspace.issuer}/wallet-callback`],
	};
}

/** What the Apps-Engine's client has to say to be known. */
export function walletCredentials(settings: AppSettings, keys: DerivedKeys): { id: string; secret: string } {
	const id = settings.walletClientId || 'wallet';
	return { id, secret: settings.walletClientSecret || keys.clientSecret(id) };
}

/** Rocket.Chat uses its token once, at once, and then keeps it in clear. */
export const ROCKET_CHAT_LIFETIMES: Lifetimes = { accessToken: 300, session: 300, renewable: false };

/** How long a client's tokens and sessions of this scope live. */
export function lifetimesOf({ kind }: Client, scope: string, settings: AppSettings): Lifetimes {
	const { accessTokenLifetime: accessToken, sessionLifetime } = settings;
	switch (kind) {
		case 'rocketchat':
			return ROCKET_CHAT_LIFETIMES;
		case 'wallet':
			return { accessToken, session: sessionLifetime, renewable: true };
		case 'trusted':
			return scope.split(' ').includes('offline_access')
				? { accessToken, session: sessionLifetime, renewable: true }
				: { accessToken, session: accessToken, renewable: false };
	}
}

/** @throws OAuthError unauthorized_client, for the page of a person: there is nobody to redirect to */
export function clientById(clients: readonly Client[], id: string): Client {
	const client = clients.find((candidate) => candidate.id === id);
	if (!client) {
		throw new OAuthError('client_unknown');
	}
	return client;
}

/**
 * Authenticates a client (RFC 6749 2.3.1). An unknown client and a wrong secret take the same time and get
 * the same answer.
 * @throws OAuthError invalid_client
 */
export function authenticateClient(clients: readonly Client[], credentials: ClientCredentials): Client {
	const client = clients.find((candidate) => candidate.id === credentials.id);
	const { secrets } = credentials;
	const secretHash = client?.secretHash ?? 'of nobody';
	const authentic =
		secretHash === ''
			? secrets.length === 0
			: secrets.map((secret) => equalSecrets(sha256(secret), secretHash)).includes(true);
	if (!client || !authentic) {
		throw new OAuthError('client_credentials');
	}
	return client;
}
