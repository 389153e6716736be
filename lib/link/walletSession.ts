import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IAuthData } from '@rocket.chat/apps-engine/definition/oauth2/IOAuth2';
import { checksumAddress } from '../ethereum/account';
import { directMessage, ephemeralMessage } from '../host/messages';
import type { Stores } from '../host/openStores';
import { mannerOf } from '../host/userLanguage';
import { sha256 } from '../keys/digest';
import type { Jti } from '../login/challenge';
import { codeExpiresAt, type LinkSession } from '../session/Session';
import { formatMoment } from '../text/formatMoment';
import { text } from '../text/texts';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { LinkTicket } from './linkTicket';

/** The id of the job that ends a session of `/wallet`. */
export const SESSION_END = 'wallet-session-end';

/** What the job at a session's end is told. */
export interface SessionEnd {
	readonly jti: Jti;
	readonly userId: string;
}

/**
 * Finishes `/wallet login`: ends the user's session before this one, has this one ended in time, and tells
 * the user where the command was typed.
 *
 * @param before what the Apps-Engine's client kept of the user's last session
 */
export async function welcomeWallet(
	session: LinkSession,
	ticket: LinkTicket,
	before: IAuthData | undefined,
	{ read, modify, stores, now }: { read: IRead; modify: IModify; stores: Stores; now: UnixSeconds },
): Promise<void> {
	const previous = before?.token ? await stores.sessions.byAccessHash(sha256(before.token)) : undefined;
	if (previous && previous.jti !== session.jti) {
		await stores.sessions.end(previous.jti, codeExpiresAt(now));
	}
	const data: SessionEnd = { jti: session.jti, userId: session.userId };
	await modify
		.getScheduler()
		.scheduleOnce({ id: SESSION_END, when: new Date(session.expiresAt * 1000), data });
	const user = await read.getUserReader().getById(session.userId);
	const { language, utcOffset } = await mannerOf(user, read);
	const values = {
		address: checksumAddress(session.account),
		expires: formatMoment(session.expiresAt, language, utcOffset),
	};
	await ephemeralMessage(user, ticket, text('wallet_connected', values, language), [], read, modify);
}

/** Tells a user, by a direct message, that a session of `/wallet` is over. */
export async function sayGoodbye(session: LinkSession, read: IRead, modify: IModify): Promise<void> {
	const user = await read.getUserReader().getById(session.userId);
	if (user) {
		const { language } = await mannerOf(user, read);
		const address = checksumAddress(session.account);
		await directMessage(user, text('wallet_session_over', { address }, language), read, modify);
	}
}
