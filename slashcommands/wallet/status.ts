import { toChecksumAddress } from '../../lib/ethereum/account';
import { type Block, makeLineBlock } from '../../lib/host/blocks';
import { listUserWallets } from '../../lib/identity/listUserWallets';
import { listScopeTexts } from '../../lib/oauth/scopes';
import { listVisibleSessions } from '../../lib/session/userSessions';
import { formatMoment } from '../../lib/text/formatMoment';
import type { UnixSeconds } from '../../lib/time/UnixSeconds';
import type { Subcommand } from './WalletCall';

/** Lists the wallets that log the user in, and their sessions, with a button to end each. */
export const status: Subcommand = async ({ say, place, appId, loader, stores, locale, read, now }) => {
	const moment = (when: UnixSeconds) => formatMoment(when, locale.language, locale.utcOffsetHours);
	const { trustedClients } = await loader.loadSettings(read, now);
	const [owned, sessions] = await Promise.all([
		listUserWallets(place.userId, stores),
		listVisibleSessions(place.userId, trustedClients, stores, now),
	]);
	if (owned.length === 0) {
		return { text: say('wallet_status_none') };
	}
	const lines = owned.map(({ account, kind, since }) => {
		const address = toChecksumAddress(account);
		return kind === 'created'
			? say('wallet_status_created', { address })
			: say('wallet_status_linked', { address, since: moment(since) });
	});
	const blocks = sessions.map(({ account, clientId, scopes, startedAt, expiresAt, key }): Block => {
		const client = trustedClients.find(({ id }) => id === clientId);
		const learns = listScopeTexts(scopes).map((key) => say(key));
		const values = {
			address: toChecksumAddress(account),
			since: moment(startedAt),
			expires: moment(expiresAt),
		};
		const whose = client ? `*${client.name}* (${learns.join('; ')}): ` : '';
		return makeLineBlock(appId, `${whose}${say('wallet_status_session', values)}`, {
			label: say('wallet_status_end'),
			types: `end ${key}`,
			style: 'danger',
		});
	});
	const heading = blocks.length > 0 ? [say('wallet_status_sessions')] : [];
	return { text: [say('wallet_status_wallets'), ...lines, ...heading].join('\n'), blocks };
};
