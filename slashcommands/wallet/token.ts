import { formatScopes } from '../../lib/oauth/scopes';
import { formatMoment } from '../../lib/text/formatMoment';
import { findStoredSession } from './findStoredSession';
import type { Subcommand } from './WalletCall';

/** Shows the access token, its scope, and when it really expires: the session knows, the client doesn't. */
export const token: Subcommand = async (call) => {
	const { say, now, locale } = call;
	const found = await findStoredSession(call);
	if (typeof found === 'string') {
		return { text: say(found) };
	}
	const { stored, session } = found;
	if (now >= session.accessExpiresAt) {
		return { text: say('wallet_token_expired') };
	}
	const expires = formatMoment(session.accessExpiresAt, locale.language, locale.utcOffsetHours);
	return { text: say('wallet_token', { token: stored.token, scope: formatScopes(session.scopes), expires }) };
};
