const SCOPE_TEXTS = {
	openid: 'page_client_account',
	profile: 'page_client_profile',
	email: 'page_client_email',
	offline_access: 'page_client_offline',
} as const;

/** Keys of the texts that say in plain words what a client of this scope learns and may do. */
export function scopeTexts(scope: string) {
	const scopes = scope.split(' ');
	const entries = Object.entries(SCOPE_TEXTS) as [string, (typeof SCOPE_TEXTS)[keyof typeof SCOPE_TEXTS]][];
	// Whatever it asked for, the client learns which account it is.
	return entries.filter(([each]) => each === 'openid' || scopes.includes(each)).map(([, key]) => key);
}
