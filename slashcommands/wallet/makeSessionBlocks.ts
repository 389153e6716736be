import { toChecksumAddress } from '../../lib/ethereum/account';
import { type Block, makeLineBlock } from '../../lib/host/blocks';
import type { Session } from '../../lib/session/Session';
import { formatMoment } from '../../lib/text/formatMoment';
import type { UnixSeconds } from '../../lib/time/UnixSeconds';
import type { WalletCall } from './WalletCall';

/** The newest are shown. A message can't hold any number of buttons. */
const MAX_SHOWN = 20;

/** Makes a line for each session: whose it is, with which client and since when, with a button to end it. */
export async function makeSessionBlocks(sessions: readonly Session[], call: WalletCall): Promise<Block[]> {
	const { appId, say, locale, loader, read, now } = call;
	const { clients } = await loader.load(read, now);
	const newest = [...sessions].sort((one, other) => other.startedAt - one.startedAt).slice(0, MAX_SHOWN);
	return Promise.all(
		newest.map(async (session) => {
			const client = clients.find(({ id }) => id === session.clientId);
			const format = (moment: UnixSeconds) => formatMoment(moment, locale.language, locale.utcOffsetHours);
			const values = {
				address: toChecksumAddress(session.account),
				since: format(session.startedAt),
				expires: format(session.expiresAt),
			};
			const name = client?.kind === 'trusted' ? client.name : session.clientId;
			const line = `*${name}*${await readOwner(session, call)}: ${say('wallet_status_session', values)}`;
			const types = `sessions end #${session.key}`;
			return makeLineBlock(appId, line, { label: say('wallet_status_end'), types, style: 'danger' });
		}),
	);
}

/** `, @user`, or nothing: a wallet may have no user yet. */
async function readOwner({ userId, account }: Session, { stores }: WalletCall): Promise<string> {
	const id = userId ?? (await stores.wallets.findOwner(account))?.userId;
	const user = id ? await stores.users.byId(id) : undefined;
	return user ? `, @${user.username}` : '';
}
