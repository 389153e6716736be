/** What a client may ask for (OpenID Connect Core 5.4 and 11), in the order in which scopes are written. */
export const SCOPES = ['openid', 'profile', 'email', 'offline_access'] as const;

export type Scope = (typeof SCOPES)[number];

export type Scopes = ReadonlySet<Scope>;

/** The scopes that we know among those asked for (RFC 6749 3.3: others are left out, and the token response says so). */
export function parseScopes(asked: string): Scopes {
	const words = asked.split(' ');
	return new Set(SCOPES.filter((scope) => words.includes(scope)));
}

/** As RFC 6749 3.3 writes them. */
export function formatScopes(scopes: Scopes): string {
	return SCOPES.filter((scope) => scopes.has(scope)).join(' ');
}

const TEXTS = {
	openid: 'page_client_account',
	profile: 'page_client_profile',
	email: 'page_client_email',
	offline_access: 'page_client_offline',
} as const;

/** Keys of the texts that say in plain words what a client with these scopes learns and may do. */
export function listScopeTexts(scopes: Scopes) {
	// Whatever it asked for, the client learns which account it is.
	return SCOPES.filter((scope) => scope === 'openid' || scopes.has(scope)).map((scope) => TEXTS[scope]);
}
