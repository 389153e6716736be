import { toChecksumAddress } from '../ethereum/account';
import type { Accessors } from '../host/Accessors';
import { answerLater, messageUser } from '../host/messages';
import type { Stores } from '../host/Stores';
import type { UserId } from '../identity/User';
import { sha256 } from '../keys/digest';
import type { Jti } from '../login/challenge';
import { isStoredTokenOf, type StoredToken } from '../session/endSessions';
import { getReplayGuardEnd, isLinkSession, type LinkSession } from '../session/Session';
import { findSessionInRecord } from '../store/sessionRecord';
import { formatMoment } from '../text/formatMoment';
import { translate } from '../text/translate';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { EndingContext } from './endSessionsAndTokens';
import type { LinkTicket } from './linkTicket';

/** The id of the job that ends a session of `/wallet`. */
export const SESSION_END = 'wallet-session-end';

/** The job's data. */
export interface SessionEnd {
	readonly jti: Jti;
	readonly userId: UserId;
}

/** What `/wallet login` has led to. */
interface NewWalletSession {
	readonly session: LinkSession;
	readonly ticket: LinkTicket;
	/** What the Apps-Engine's client kept of the user's last session. */
	readonly before: StoredToken | undefined;
}

/**
 * Finishes `/wallet login`: ends the user's session before this one, has this one ended in time, and tells
 * the user where the command was typed.
 */
export async function finishWalletLogin(
	{ session, ticket, before }: NewWalletSession,
	{
		stores,
		now,
		...accessors
	}: Pick<Accessors, 'read' | 'modify'> & { readonly stores: Stores; readonly now: UnixSeconds },
): Promise<void> {
	const previous = before?.token
		? await stores.sessions.findByUser(session.userId, sha256(before.token))
		: undefined;
	if (previous && previous.key !== session.key) {
		await stores.sessions.end(previous, getReplayGuardEnd(now));
	}
	const data: SessionEnd = { jti: session.jti, userId: ticket.userId };
	await accessors.modify
		.getScheduler()
		.scheduleOnce({ id: SESSION_END, when: new Date(session.expiresAt * 1000), data });
	await answerLater(
		ticket,
		({ language, utcOffsetHours }) => {
			const expires = formatMoment(session.expiresAt, language, utcOffsetHours);
			return translate(
				'wallet_connected',
				{ address: toChecksumAddress(session.account), expires },
				language,
			);
		},
		accessors,
	);
}

type Ending = Omit<EndingContext, 'now' | 'stores'> & Pick<Accessors, 'read' | 'modify'>;

/** At the end of a session: removes the token that the Apps-Engine's client would keep for ever, and tells the user. */
export async function endWalletSession(
	{ userId, jti }: SessionEnd,
	{ stores, now, ...ending }: EndingContext & Ending,
): Promise<void> {
	const stored = await ending.appsOAuthClient.readStoredToken({ id: userId });
	if (!stored?.token) {
		return;
	}
	const session = await stores.sessions.findByUser(userId, sha256(stored.token));
	const isOver = !session || now >= session.expiresAt;
	if (isOver && (!session || session.jti === jti)) {
		await ending.appsOAuthClient.removeStoredToken(userId, ending.persistence);
		if (session && isLinkSession(session)) {
			await notifySessionEnded(session, ending);
		}
	}
}

/**
 * Ends the sessions of `/wallet` among records that are about to be swept. There are some when the host has dropped
 * their own jobs, as it does while the app is disabled.
 */
export async function endSweptSessions(records: readonly object[], ending: Ending): Promise<void> {
	for (const session of records.flatMap(linkSessionOf)) {
		if (isStoredTokenOf([session], await ending.appsOAuthClient.readStoredToken({ id: session.userId }))) {
			await ending.appsOAuthClient.removeStoredToken(session.userId, ending.persistence);
			// A user who can't be told must not keep everything else from being swept.
			await notifySessionEnded(session, ending).catch(() => undefined);
		}
	}
}

function linkSessionOf(record: object): LinkSession[] {
	const session = findSessionInRecord(record);
	return session && isLinkSession(session) ? [session] : [];
}

async function notifySessionEnded(
	{ userId, account }: LinkSession,
	accessors: Pick<Accessors, 'read' | 'modify'>,
): Promise<void> {
	const address = toChecksumAddress(account);
	await messageUser(
		userId,
		({ language }) => translate('wallet_session_over', { address }, language),
		accessors,
	);
}
