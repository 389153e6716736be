import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { getCustomOAuthPrefix } from '../setup/customOAuthTable';
import { readServerSettings } from './serverSettings';

/**
 * Whether Rocket.Chat takes the app's access tokens at `POST /api/v1/login`: its classic Custom OAuth client
 * does, once the service is there and enabled; the modern one does not.
 */
export async function acceptsAccessTokens(serviceName: string, read: IRead): Promise<boolean> {
	const [service, modern] = [getCustomOAuthPrefix(serviceName), 'Accounts_OAuth_Use_Modern_Flow'];
	const server = await readServerSettings([service, modern], read);
	return server[service] === true && server[modern] !== true;
}
