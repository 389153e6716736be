import { equalSecrets } from './digest';
import type { DerivedKeys } from './masterKey';
import { OAuthError } from './OAuthError';
import type { Lifetimes } from './session';
import type { Settings } from './settings';
import type { Workspace } from './workspace';

/** A registered OAuth client (RFC 6749 2). */
export interface Client {
	/** Rocket.Chat's Custom OAuth service, or the Apps-Engine's OAuth2 client behind `/wallet`. */
	readonly kind: 'rocketchat' | 'wallet';
	readonly id: string;
	readonly secret: string;
	/** The only redirect URIs it may name, compared character by character (RFC 9700 4.1.3). */
	readonly redirectUris: readonly string[];
}

/** How a client says who it is. */
export interface ClientCredentials {
	readonly id: string;
	/** Sent by Basic, it may be form-encoded, as RFC 6749 wants, or as it is, as Rocket.Chat sends it. */
	readonly secrets: readonly string[];
}

/** Rocket.Chat's Custom OAuth service, the app's first client. */
export function rocketChatClient(settings: Settings, keys: DerivedKeys, workspace: Workspace): Client {
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
		secret: settings.clientSecret || keys.clientSecret(settings.clientId),
		redirectUris: [...new Set([...callbacks(workspace.url), ...callbacks(workspace.typedUrl)])],
	};
}

/** The Apps-Engine's OAuth2 client, the app's second client: it connects wallets to users. */
export function walletClient(settings: Settings, keys: DerivedKeys, workspace: Workspace): Client {
	const id = settings.walletClientId || 'wallet';
	return {
		kind: 'wallet',
		id,
		secret: settings.walletClientSecret || keys.clientSecret(id),
		redirectUris: [`${workspace.issuer}/wallet-callback`],
	};
}

/**
 * How long a Rocket.Chat token lives, in seconds. Rocket.Chat uses it once, at once, and then keeps it in clear.
 */
const ROCKET_CHAT_TOKEN_LIFETIME = 300;

/** How long a client's tokens and sessions live. */
export function lifetimesOf({ kind }: Client, settings: Settings): Lifetimes {
	return kind === 'rocketchat'
		? { accessToken: ROCKET_CHAT_TOKEN_LIFETIME, session: ROCKET_CHAT_TOKEN_LIFETIME, renewable: false }
		: { accessToken: settings.accessTokenLifetime, session: settings.sessionLifetime, renewable: true };
}

/** @throws OAuthError unauthorized_client, for the page of a person: there is nobody to redirect to */
export function clientById(clients: readonly Client[], id: string): Client {
	const client = clients.find((candidate) => candidate.id === id);
	if (!client) {
		throw new OAuthError('unauthorized_client', 'error_client_unknown');
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
	const secret = client?.secret ?? '';
	const authentic = credentials.secrets.map((candidate) => equalSecrets(candidate, secret)).includes(true);
	if (!client || secret === '' || !authentic) {
		throw new OAuthError('invalid_client', 'error_client_credentials');
	}
	return client;
}
