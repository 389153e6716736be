import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { InternalBridge } from '@rocket.chat/apps-engine/server/bridges/InternalBridge';
import type { BridgeHost } from './bridgeHost';
import { NotPartOfWorkspaceError } from './notPartOfWorkspace';

/** What the engine itself asks the server. */
export function internalBridge({ engine, rooms, users }: BridgeHost): InternalBridge {
	class Internal extends engine.InternalBridge {
		protected async getUsernamesOfRoomById(roomId: string): Promise<string[]> {
			const room = await rooms.findById(roomId);
			const memberIds = room ? await rooms.memberIds(room) : [];
			const members = await Promise.all(memberIds.map((id) => users.findById(id)));
			return members.map((user) => user?.username).filter((username) => username !== undefined);
		}

		protected getUsernamesOfRoomByIdSync(): string[] {
			throw new NotPartOfWorkspaceError('InternalBridge.getUsernamesOfRoomByIdSync');
		}

		protected async getWorkspacePublicKey(): Promise<ISetting> {
			throw new NotPartOfWorkspaceError('InternalBridge.getWorkspacePublicKey');
		}
	}

	return new Internal();
}
