/** The login, stored where Rocket.Chat's web client stores it. */
export interface BrowserSession {
	userId: string;
	authToken: string;
}

const USER_ID = 'Meteor.userId';
const TOKEN = 'Meteor.loginToken';

/** The workspace's path prefix: '' or '/chat'. */
export const SITE_ROOT = document.documentElement.dataset.root ?? '';

export const SITE_URL = location.origin + SITE_ROOT;

export function currentSession(): BrowserSession | undefined {
	const userId = localStorage.getItem(USER_ID);
	const authToken = localStorage.getItem(TOKEN);
	return userId && authToken ? { userId, authToken } : undefined;
}

/** Stores a login in localStorage, and in the cookies that endpoints of apps receive. */
export function keepSession({ userId, authToken }: BrowserSession): void {
	localStorage.setItem(USER_ID, userId);
	localStorage.setItem(TOKEN, authToken);
	// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs a secure context
	document.cookie = `rc_uid=${encodeURIComponent(userId)}; path=/`;
	// biome-ignore lint/suspicious/noDocumentCookie: as above
	document.cookie = `rc_token=${encodeURIComponent(authToken)}; path=/`;
}

export function forgetSession(): void {
	localStorage.removeItem(USER_ID);
	localStorage.removeItem(TOKEN);
	// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs a secure context
	document.cookie = 'rc_uid=; path=/; max-age=0';
	// biome-ignore lint/suspicious/noDocumentCookie: as above
	document.cookie = 'rc_token=; path=/; max-age=0';
}
