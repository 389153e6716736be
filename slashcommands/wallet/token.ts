import { formatScopes } from '../../lib/oauth/scopes';
import { formatMoment } from '../../lib/text/formatMoment';
import { storedSession } from './storedSession';
import type { Subcommand } from './WalletCall';

/** Shows the access token, its scope, and when it really expires: the session knows, the client does not. */
export const token: Subcommand = async (call) => {
	const { say, now, manner } = call;
	const found = await storedSession(call);
	if (typeof found === 'string') {
		return { text: say(found) };
	}
	const { stored, session } = found;
	if (now >= session.accessExpiresAt) {
		return { text: say('wallet_token_expired') };
	}
	const expires = formatMoment(session.accessExpiresAt, manner.language, manner.utcOffset);
	return { text: say('wallet_token', { token: stored.token, scope: formatScopes(session.scopes), expires }) };
};
