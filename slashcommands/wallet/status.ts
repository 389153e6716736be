import { checksumAddress } from '../../lib/account';
import { formatMoment } from '../../lib/moments';
import { ownedWallets } from '../../lib/ownedWallets';
import { type Block, lineBlock } from '../../lib/store/blocks';
import type { UnixSeconds } from '../../lib/time';
import type { Subcommand } from './WalletCall';

/** Lists the wallets that log the user in, and their sessions, with a button to end each. */
export const status: Subcommand = async ({ say, user, appId, stores, manner, now }) => {
	const moment = (when: UnixSeconds) => formatMoment(when, manner.language, manner.utcOffset);
	const owned = await ownedWallets(user.id, stores);
	if (owned.length === 0) {
		return { text: say('wallet_status_none') };
	}
	const lines = owned.map(({ account, kind, since }) => {
		const address = checksumAddress(account);
		return kind === 'created'
			? say('wallet_status_created', { address })
			: say('wallet_status_linked', { address, since: moment(since) });
	});
	const sessions = (await stores.sessions.sessionsOfUser(user.id)).filter(({ expiresAt }) => now < expiresAt);
	const blocks = sessions.map(({ account, issuedAt, expiresAt, jti }): Block => {
		const values = {
			address: checksumAddress(account),
			since: moment(issuedAt),
			expires: moment(expiresAt),
		};
		return lineBlock(appId, say('wallet_status_session', values), {
			label: say('wallet_status_end'),
			types: `end ${jti}`,
			style: 'danger',
		});
	});
	const heading = blocks.length > 0 ? [say('wallet_status_sessions')] : [];
	return { text: [say('wallet_status_wallets'), ...lines, ...heading].join('\n'), blocks };
};
