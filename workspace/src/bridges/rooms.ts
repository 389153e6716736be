import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { RoomBridge } from '@rocket.chat/apps-engine/server/bridges';
import { roomToApp } from '../convert/roomToApp';
import { userToApp } from '../convert/userToApp';
import type { RoomDocument } from '../rooms';
import type { UserDocument } from '../users';
import type { BridgeHost } from './bridgeHost';
import { withoutTheRest } from './notPartOfWorkspace';

export function roomBridge({ engine, rooms, users }: BridgeHost): RoomBridge {
	const named = async (usernames: string[]): Promise<UserDocument[]> => {
		const found = await Promise.all(usernames.map((username) => users.findByUsername(username)));
		return found.filter((user) => user !== undefined);
	};
	// As on the server, a room or user that is not there is undefined, whatever the engine's types say.
	const seen = async (room: RoomDocument | undefined): Promise<IRoom> =>
		(room && (await roomToApp(room, rooms, users))) as IRoom;
	const creatorOf = async (room: RoomDocument | undefined): Promise<IUser | undefined> => {
		const creator = room?.creatorId === undefined ? undefined : await users.findById(room.creatorId);
		return creator && userToApp(creator);
	};

	abstract class AppRooms extends engine.bridges.RoomBridge {
		protected override async create(room: IRoom, members: string[]): Promise<string> {
			const memberIds = (await named(members)).map(({ _id }) => _id);
			const t = room.type === 'd' || room.type === 'p' ? room.type : 'c';
			const all = [...new Set([room.creator.id, ...memberIds])];
			const existing = t === 'd' ? await rooms.findDirect(all) : undefined;
			if (existing) {
				return existing._id;
			}
			const created = await rooms.insert({
				t,
				creatorId: room.creator.id,
				memberIds: all,
				...(t !== 'd' && { name: room.slugifiedName, fname: room.displayName ?? room.slugifiedName }),
			});
			return created._id;
		}

		protected override async getById(id: string): Promise<IRoom> {
			return seen(await rooms.findById(id));
		}

		protected override async getByName(name: string): Promise<IRoom> {
			return seen(await rooms.findByName(name));
		}

		protected override async getCreatorById(id: string): Promise<IUser | undefined> {
			return creatorOf(await rooms.findById(id));
		}

		protected override async getCreatorByName(name: string): Promise<IUser | undefined> {
			return creatorOf(await rooms.findByName(name));
		}

		protected override async getDirectByUsernames(usernames: string[]): Promise<IRoom | undefined> {
			const members = await named(usernames);
			return seen(await rooms.findDirect(members.map(({ _id }) => _id)));
		}

		protected override async getMembers(id: string): Promise<IUser[]> {
			const room = await rooms.findById(id);
			const memberIds = room ? await rooms.memberIds(room) : [];
			const members = await Promise.all(memberIds.map((memberId) => users.findById(memberId)));
			return members.filter((user) => user !== undefined).map(userToApp);
		}

		protected override async delete(id: string): Promise<void> {
			await rooms.remove(id);
		}
	}

	return withoutTheRest('RoomBridge', AppRooms);
}
