import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { getCustomOAuthPrefix } from '../setup/customOAuthTable';
import { readServerSettings } from './serverSettings';

/** How Rocket.Chat's iframe login is set up. */
export interface FrameLogin {
	readonly isOn: boolean;
	/**
	 * Whether Rocket.Chat takes the app's access tokens at `POST /api/v1/login`: its classic Custom OAuth client does, when
	 * the service is there and enabled; the modern one does not.
	 */
	readonly acceptsAccessTokens: boolean;
}

/** Reads it from the server's settings, as they are now. */
export async function readFrameLogin(serviceName: string, read: IRead): Promise<FrameLogin> {
	const service = getCustomOAuthPrefix(serviceName);
	const ids = ['Accounts_iframe_enabled', service, 'Accounts_OAuth_Use_Modern_Flow'] as const;
	const server = await readServerSettings(ids, read);
	return {
		isOn: server.Accounts_iframe_enabled === true,
		acceptsAccessTokens: server[service] === true && server.Accounts_OAuth_Use_Modern_Flow !== true,
	};
}
