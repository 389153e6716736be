import { formatMoment } from '../../lib/text/formatMoment';
import { findStoredSession } from './findStoredSession';
import type { Subcommand } from './WalletCall';

/** Renews the session's tokens. */
export const refresh: Subcommand = async (call) => {
	const { say, user, appsOAuthClient: client, locale } = call;
	const before = await findStoredSession(call);
	if (typeof before === 'string') {
		return { text: say(before) };
	}
	await client.refresh(user, call);
	const after = await findStoredSession(call);
	if (typeof after === 'string') {
		return { text: say(after) };
	}
	const expires = formatMoment(after.session.accessExpiresAt, locale.language, locale.utcOffsetHours);
	return { text: say('wallet_refreshed', { expires }) };
};
