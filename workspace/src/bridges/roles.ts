import type { IRole } from '@rocket.chat/apps-engine/definition/roles';
import type { RoleBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { BridgeHost } from './bridgeHost';

/** Rocket.Chat's own roles; the workspace has no others. */
const BUILT_IN: readonly [id: string, scope: IRole['scope']][] = [
	['admin', 'Users'],
	['user', 'Users'],
	['bot', 'Users'],
	['app', 'Users'],
	['guest', 'Users'],
	['anonymous', 'Users'],
	['moderator', 'Subscriptions'],
	['leader', 'Subscriptions'],
	['owner', 'Subscriptions'],
];

export function roleBridge({ engine }: BridgeHost): RoleBridge {
	class Roles extends engine.bridges.RoleBridge {
		protected async getOneByIdOrName(idOrName: string): Promise<IRole | null> {
			const role = BUILT_IN.find(([id]) => id === idOrName);
			return role ? { id: role[0], name: role[0], scope: role[1], description: '', protected: true } : null;
		}

		protected async getCustomRoles(): Promise<IRole[]> {
			return [];
		}
	}

	return new Roles();
}
