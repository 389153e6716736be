import type { AppSettings } from './AppSettings';

/** A client id that two clients have, across all settings; undefined when each has its own. */
export function findSharedClientId({
	clientId,
	walletClientId = 'wallet',
	trustedClients,
}: Pick<AppSettings, 'clientId' | 'walletClientId' | 'trustedClients'>): string | undefined {
	const ids = [clientId, walletClientId, ...trustedClients.map(({ id }) => id)];
	return ids.find((id, index) => ids.indexOf(id) !== index);
}
