import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { HAND_OVER_LIFETIME_SECONDS } from '../../lib/frame/handOver';
import type { Site } from '../../lib/provider/Site';

/**
 * The cookie (RFC 6265 4.1) that takes a sealed answer from the login frame to `iframe-session`: out of scripts'
 * reach, and sent by pages of this very site only.
 */
export function formatHandOverCookie(sealed: string, workspace: Site): string {
	return cookie(sealed, HAND_OVER_LIFETIME_SECONDS, workspace);
}

/** Has the browser drop the cookie. */
export function clearHandOverCookie(workspace: Site): string {
	return cookie('', 0, workspace);
}

/** What the cookie of this request brings; undefined when there is none. */
export function readHandOverCookie({ headers }: IApiRequest, workspace: Site): string | undefined {
	const { name } = getCookieScope(workspace);
	return new RegExp(`(?:^|;\\s*)${name}=([^;]+)`).exec(headers.cookie ?? '')?.[1];
}

function cookie(value: string, maxAge: number, workspace: Site): string {
	const { name, path, secure } = getCookieScope(workspace);
	return `${name}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`;
}

/**
 * Over https, browsers take `__Host-…` from this very host only (RFC 6265bis 4.1.3.2): a site at a sibling domain could
 * plant its own hand-over, and log visitors in as somebody else. That name requires this path, and does not work over http.
 */
function getCookieScope({ issuer }: Site) {
	const { protocol, pathname } = new URL(issuer);
	const name = 'wallet_hand_over';
	return protocol === 'https:'
		? { name: `__Host-${name}`, path: '/', secure: '; Secure' }
		: { name, path: `${pathname}/iframe-session`, secure: '' };
}
