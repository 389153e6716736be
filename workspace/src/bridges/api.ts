import type { ApiBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { AppApi } from '@rocket.chat/apps-engine/server/managers/AppApi';
import type { BridgeHost } from './bridgeHost';

export function apiBridge({ engine, routes, manager }: BridgeHost): ApiBridge {
	class Api extends engine.bridges.ApiBridge {
		protected async registerApi({ api, endpoint }: AppApi, appId: string): Promise<void> {
			routes.add({
				appId,
				path: endpoint.path,
				isPrivate: api.visibility === 1,
				authRequired: endpoint.authRequired === true,
				execute: (request) => manager().getApiManager().executeApi(appId, endpoint.path, request),
			});
		}

		protected async unregisterApis(appId: string): Promise<void> {
			routes.removeAll(appId);
		}
	}

	return new Api();
}
