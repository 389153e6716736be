import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { HAND_OVER_LIFETIME } from '../lib/handOver';
import type { Workspace } from '../lib/workspace';

const NAME = 'wallet_hand_over';

/**
 * The cookie (RFC 6265 4.1) that takes a sealed answer from the login frame to `iframe-session`, and nowhere
 * else: out of scripts' reach, and sent by pages of this very site only.
 */
export function handOverCookie(sealed: string, workspace: Workspace): string {
	return cookie(sealed, HAND_OVER_LIFETIME, workspace);
}

export function endOfHandOver(workspace: Workspace): string {
	return cookie('', 0, workspace);
}

/** What the cookie of this request brings; undefined when there is none. */
export function handOverIn({ headers }: IApiRequest): string | undefined {
	return new RegExp(`(?:^|;\\s*)${NAME}=([^;]+)`).exec(headers.cookie ?? '')?.[1];
}

function cookie(value: string, maxAge: number, { issuer }: Workspace): string {
	const { protocol, pathname } = new URL(issuer);
	const secure = protocol === 'https:' ? '; Secure' : '';
	return `${NAME}=${value}; Path=${pathname}/iframe-session; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`;
}
