import { checksumAddress } from '../../lib/ethereum/account';
import { type Block, lineBlock } from '../../lib/host/blocks';
import type { Session } from '../../lib/session/Session';
import { formatMoment } from '../../lib/text/formatMoment';
import type { WalletCall } from './WalletCall';

/** So many sessions are shown, the newest. A message can't hold any number of buttons. */
const MOST_SHOWN = 20;

/** For an admin: whose each session is, with which client and since when, with a button to end it. */
export async function sessionBlocks(sessions: readonly Session[], call: WalletCall): Promise<Block[]> {
	const { appId, say, manner, loader, read, now } = call;
	const { clients } = await loader.load(read, now);
	const newest = [...sessions].sort((one, other) => other.startedAt - one.startedAt).slice(0, MOST_SHOWN);
	return Promise.all(
		newest.map(async (session) => {
			const client = clients.find(({ id }) => id === session.clientId);
			const moments = [session.startedAt, session.expiresAt].map((moment) =>
				formatMoment(moment, manner.language, manner.utcOffset),
			);
			const values = {
				address: checksumAddress(session.account),
				since: moments[0] ?? '',
				expires: moments[1] ?? '',
			};
			const name = client?.kind === 'trusted' ? client.name : session.clientId;
			const line = `*${name}*${await usernameOf(session, call)}: ${say('wallet_status_session', values)}`;
			const types = `sessions end #${session.jti}`;
			return lineBlock(appId, line, { label: say('wallet_status_end'), types, style: 'danger' });
		}),
	);
}

/** Behind a comma, or nothing: a wallet may have no user yet. */
async function usernameOf({ userId, account }: Session, { stores }: WalletCall): Promise<string> {
	const id = userId || (await stores.wallets.ownerOf(account))?.userId;
	const user = id ? await stores.users.byId(id) : undefined;
	return user ? `, @${user.username}` : '';
}
