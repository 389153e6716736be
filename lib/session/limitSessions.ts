import type { Context } from '../provider/Context';
import type { AccountRecords } from '../store/AccountRecords';
import { getReplayGuardEnd, type Session } from './Session';

/** Live sessions of one account with one client; the oldest end. */
const MAX_SESSIONS = 10;

/** Removes what an account no longer needs, and ends its oldest sessions with this client when there are too many. */
export async function limitSessions(
	{ id, account, clientId }: Session,
	records: AccountRecords,
	{ stores: { sessions }, now }: Pick<Context, 'stores' | 'now'>,
): Promise<void> {
	const surplus = records.sessions
		.filter((other) => other.id !== id && other.clientId === clientId && now < other.expiresAt)
		.sort((one, other) => other.issuedAt - one.issuedAt)
		.slice(MAX_SESSIONS - 1);
	await Promise.all([
		...surplus.map((session) => sessions.end(session, getReplayGuardEnd(now))),
		...records.listPastMinutes(now).map((minute) => sessions.removeMinute(account, minute)),
	]);
}
