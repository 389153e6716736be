import type { WorkspaceContext } from '../../context';
import { enabledCustomOAuthServices } from '../customOAuthService';

/**
 * Registers the services that are switched on with the classic client, now and whenever settings change. What is
 * registered stays so when the modern client takes over: MongoDB keeps the index.
 */
export function registerClassicServices(
	{ settings, users }: Pick<WorkspaceContext, 'settings' | 'users'>,
	log: (failure: Error) => void,
): void {
	const register = () => {
		if (settings.enabled('Accounts_OAuth_Use_Modern_Flow')) {
			return;
		}
		for (const { name } of enabledCustomOAuthServices(settings)) {
			users.registerClassicService(name).catch(log);
		}
	};
	register();
	settings.on('changed', register);
}
