/** How an id_token may be signed (RFC 7518 3.1). */
export type SigningAlgorithm = 'ES256' | 'RS256';

/** A registered OAuth client (RFC 6749 2). */
export interface Client {
	/**
	 * Rocket.Chat's Custom OAuth service; the Apps-Engine's OAuth2 client behind `/wallet`; or one that the
	 * admin trusts. Only the last speaks OpenID Connect.
	 */
	readonly kind: 'rocketchat' | 'wallet' | 'trusted';
	readonly id: string;
	/** What people know a trusted client by; empty for the other two, which are the workspace itself. */
	readonly name: string;
	/** SHA-256 of its secret, in base64url; empty for a public client, which has none. */
	readonly secretHash: string;
	readonly idTokenAlgorithm: SigningAlgorithm;
	/** The only redirect URIs it may name, compared character by character (RFC 9700 4.1.3). */
	readonly redirectUris: readonly string[];
}

/** How a client says who it is. */
export interface ClientCredentials {
	readonly id: string;
	/** None for a public client. Sent by Basic, it may be form-encoded, as RFC 6749 wants, or as it is, as Rocket.Chat sends it. */
	readonly secrets: readonly string[];
}
