import type { DerivedKeys } from '../keys/deriveKeys';
import { sha256 } from '../keys/digest';
import type { AppSettings } from '../settings/AppSettings';
import type { AppsClient, RocketChatClient } from './Client';

/** Rocket.Chat's Custom OAuth service, the app's first client. */
export function makeRocketChatClient(settings: AppSettings, keys: DerivedKeys): RocketChatClient {
	return {
		kind: 'rocketchat',
		id: settings.clientId,
		serviceName: settings.serviceName,
		authentication: { method: 'secret', secretHash: sha256(getRocketChatSecret(settings, keys)) },
	};
}

/** The secret of the Custom OAuth service. */
export function getRocketChatSecret({ clientId, clientSecret }: AppSettings, keys: DerivedKeys): string {
	return clientSecret ?? keys.clientSecret(clientId);
}

/** The Apps-Engine's OAuth2 client, the app's second client: it links wallets to users. */
export function makeAppsClient(settings: AppSettings, keys: DerivedKeys): AppsClient {
	const { id, secret } = getAppsClientCredentials(settings, keys);
	return { kind: 'wallet', id, authentication: { method: 'secret', secretHash: sha256(secret) } };
}

/** What the Apps-Engine's client sends to prove who it is. */
export function getAppsClientCredentials(
	settings: AppSettings,
	keys: DerivedKeys,
): { readonly id: string; readonly secret: string } {
	const id = settings.walletClientId ?? 'wallet';
	return { id, secret: settings.walletClientSecret ?? keys.clientSecret(id) };
}
