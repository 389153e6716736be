import { isDeepStrictEqual } from 'node:util';
import type { CustomOAuthService } from '../customOAuthService';

/**
 * The modern client adds a merge hook for each update of a service's settings and removes none until the server
 * restarts. So a login goes through the hooks of all former settings, oldest first.
 */
export class MergeHooks {
	private readonly former = new Map<string, CustomOAuthService[]>();

	/** Adds a hook if the settings changed since the last login. @returns all hooks of the service, oldest first */
	register(service: CustomOAuthService): readonly CustomOAuthService[] {
		const hooks = this.former.get(service.name) ?? [];
		this.former.set(service.name, hooks);
		if (!isDeepStrictEqual(hooks.at(-1), service)) {
			hooks.push(service);
		}
		return hooks;
	}
}
