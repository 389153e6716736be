import type { UserId } from '../identity/User';
import { type Sha256, sha256 } from '../keys/digest';
import { formatScopes, type Scopes } from '../oauth/scopes';

/** What a signature is for: to log in, by redirects or in Rocket.Chat's login frame, or to link a wallet to a user. */
export type Purpose =
	| { readonly kind: 'login' }
	| { readonly kind: 'frame' }
	| {
			readonly kind: 'link';
			readonly userId: UserId;
			readonly username: string;
			readonly ticketHash: Sha256;
	  };

declare const bound: unique symbol;

/** Everything that a challenge may be used for. Only `bind` makes one, so that equal bindings have equal JSON. */
export interface Binding {
	readonly clientId: string;
	readonly redirectUri: string;
	/** Of the client's `state`, as far as it sent one. */
	readonly stateHash?: Sha256;
	/** PKCE, method S256 (RFC 7636). */
	readonly codeChallenge?: string;
	/** As RFC 6749 3.3 writes them. */
	readonly scope: string;
	/** OpenID Connect Core 3.1.2.1. */
	readonly nonce?: string;
	readonly purpose: Purpose;
	readonly [bound]: true;
}

/** What a client has asked for, as far as a challenge is bound to it. */
export interface BoundRequest {
	readonly client: { readonly id: string };
	readonly redirectUri: string;
	readonly state?: string | undefined;
	readonly codeChallenge?: string | undefined;
	readonly scopes: Scopes;
	readonly nonce?: string | undefined;
}

/** What a challenge for this request and purpose may be used for. */
export function bind(request: BoundRequest, purpose: Purpose): Binding {
	const { client, redirectUri, state, codeChallenge, scopes, nonce } = request;
	return {
		clientId: client.id,
		redirectUri,
		...(state === undefined ? {} : { stateHash: sha256(state) }),
		...(codeChallenge === undefined ? {} : { codeChallenge }),
		scope: formatScopes(scopes),
		...(nonce === undefined ? {} : { nonce }),
		purpose,
	} as Binding;
}
