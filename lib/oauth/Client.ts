import type { Sha256 } from '../keys/digest';

/** How an id_token may be signed (RFC 7518 3.1). */
export type SigningAlgorithm = 'ES256' | 'RS256';

/** A confidential client proves who it is by a secret, a public one can't (RFC 6749 2.1). */
export type ClientAuthentication =
	| { readonly method: 'secret'; readonly secretHash: Sha256 }
	| { readonly method: 'none' };

interface ConfidentialClient {
	readonly id: string;
	readonly authentication: Extract<ClientAuthentication, { method: 'secret' }>;
}

/** Rocket.Chat's Custom OAuth service. */
export interface RocketChatClient extends ConfidentialClient {
	readonly kind: 'rocketchat';
	/** Its name in Rocket.Chat's settings, which its redirect URIs end with. */
	readonly serviceName: string;
}

/** The Apps-Engine's OAuth2 client behind `/wallet`. */
export interface AppsClient extends ConfidentialClient {
	readonly kind: 'wallet';
}

/** A tool that the admin trusts. Only such a client speaks OpenID Connect. */
export interface TrustedClient {
	readonly kind: 'trusted';
	readonly id: string;
	/** What people know it by. */
	readonly name: string;
	readonly authentication: ClientAuthentication;
	readonly idTokenAlgorithm: SigningAlgorithm;
	/** Compared character by character (RFC 9700 4.1.3). */
	readonly redirectUris: readonly string[];
}

/** A registered OAuth client (RFC 6749 2). */
export type Client = RocketChatClient | AppsClient | TrustedClient;

/** What a client says of who it is. */
export interface ClientCredentials {
	readonly id: string;
	/** None from a public client. Sent by Basic, a secret may be form-encoded, as RFC 6749 wants, or plain, as Rocket.Chat sends it. */
	readonly secrets: readonly string[];
}
