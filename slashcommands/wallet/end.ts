import { endSessionsAndTokens } from '../../lib/link/endSessionsAndTokens';
import { listVisibleSessions } from '../../lib/session/userSessions';
import type { Subcommand } from './WalletCall';

/** Ends one session of the user or of their wallets. A button of `status` types this. */
export const end: Subcommand = async (call) => {
	const { words, place, say, stores, loader, read, now } = call;
	const { trustedClients } = await loader.loadSettings(read, now);
	const sessions = await listVisibleSessions(place.userId, trustedClients, stores, now);
	const session = sessions.find(({ key }) => key === words[0]);
	if (!session) {
		return { text: say('wallet_session_gone') };
	}
	await endSessionsAndTokens([session], call);
	const client = trustedClients.find(({ id }) => id === session.clientId);
	const rest = client
		? say('wallet_client_still_signed_in', { client: client.name })
		: say('wallet_still_signed_in');
	return { text: `${say('wallet_ended')}\n${rest}` };
};
