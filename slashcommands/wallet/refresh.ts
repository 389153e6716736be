import { formatMoment } from '../../lib/text/formatMoment';
import { storedSession } from './storedSession';
import type { Subcommand } from './WalletCall';

/** Renews the session's tokens. */
export const refresh: Subcommand = async (call) => {
	const { say, user, client, read, persistence, manner } = call;
	const before = await storedSession(call);
	if (typeof before === 'string') {
		return { text: say(before) };
	}
	await client.refresh(user, { read, persistence });
	const after = await storedSession(call);
	if (typeof after === 'string') {
		return { text: say(after) };
	}
	const expires = formatMoment(after.session.accessExpiresAt, manner.language, manner.utcOffset);
	return { text: say('wallet_refreshed', { expires }) };
};
