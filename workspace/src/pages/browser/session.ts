/** Who is logged in, kept where Rocket.Chat's web client keeps it. */
export interface Session {
	userId: string;
	authToken: string;
}

const USER_ID = 'Meteor.userId';
const TOKEN = 'Meteor.loginToken';

/** The workspace's path prefix: '' or '/chat'. */
export const SITE_ROOT = document.documentElement.dataset.root ?? '';

export const SITE_URL = location.origin + SITE_ROOT;

export function currentSession(): Session | undefined {
	const userId = localStorage.getItem(USER_ID);
	const authToken = localStorage.getItem(TOKEN);
	return userId && authToken ? { userId, authToken } : undefined;
}

/** Keeps a login in localStorage, and in the cookies that endpoints of apps get to see. */
export function keepSession({ userId, authToken }: Session): void {
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
