import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { RoomDocument, Rooms } from '../rooms';
import type { Shared } from '../shared';
import type { UserDocument, Users } from '../users';
import { userToApp } from './userToApp';

/** A room as apps see it. */
export async function roomToApp(
	room: RoomDocument,
	rooms: Shared<Rooms>,
	users: Shared<Users>,
): Promise<IRoom> {
	const creator = room.creatorId === undefined ? undefined : await users.findById(room.creatorId);
	const userIds = await rooms.memberIds(room);
	const members = await Promise.all(userIds.map((id) => users.findById(id)));
	const usernames = members
		.filter((user): user is UserDocument => user !== undefined)
		.map(({ username }) => username ?? '');
	const seen = {
		id: room._id,
		displayName: room.fname ?? room.name,
		slugifiedName: room.name,
		type: room.t,
		creator: creator && userToApp(creator),
		usernames: room.t === 'd' ? usernames : [],
		userIds: room.t === 'd' ? userIds : [],
		isDefault: room.default === true,
		isReadOnly: false,
		displaySystemMessages: true,
		createdAt: room.ts,
		customFields: {},
	};
	// IRoom claims a creator and a name for every room; channels of the server and direct rooms have none.
	return seen as unknown as IRoom;
}
