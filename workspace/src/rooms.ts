import type { Clock } from './clock';
import { Collection } from './store/collection';
import type { Users } from './users';

/** A channel (c), private group (p) or direct conversation (d). */
export interface RoomDocument {
	_id: string;
	t: 'c' | 'p' | 'd';
	/** The room's name in addresses; direct conversations have none. */
	name?: string;
	fname?: string;
	/** The creator's id; the default channel has none. */
	creatorId?: string;
	/** The members' ids. */
	memberIds: string[];
	default?: boolean;
	ts: Date;
}

/** The id and name of the channel that every user is in. */
const DEFAULT_ROOM = { id: 'GENERAL', name: 'general' };

/** The workspace's rooms: one channel for all, and those that apps create. */
export class Rooms {
	private constructor(
		private readonly collection: Collection<RoomDocument>,
		private readonly users: Users,
		private readonly clock: Clock,
	) {}

	static async open(users: Users, clock: Clock, dataDir?: string): Promise<Rooms> {
		const collection = await Collection.open<RoomDocument>('rooms', {
			dataDir,
			indexes: [{ field: 'name' }],
		});
		const rooms = new Rooms(collection, users, clock);
		if (!(await rooms.findById(DEFAULT_ROOM.id))) {
			const { id: _id, name } = DEFAULT_ROOM;
			await rooms.insert({ _id, t: 'c', name, fname: name, memberIds: [], default: true });
		}
		return rooms;
	}

	async findById(id: string): Promise<RoomDocument | undefined> {
		return this.collection.findOne({ _id: id });
	}

	async findByName(name: string): Promise<RoomDocument | undefined> {
		return this.collection.findOne({ name });
	}

	/** The direct conversation of exactly these users, whatever their order. */
	async findDirect(memberIds: string[]): Promise<RoomDocument | undefined> {
		return this.findById(directRoomId(memberIds));
	}

	async insert(room: Omit<RoomDocument, '_id' | 'ts'> & { _id?: string }): Promise<RoomDocument> {
		const _id = room._id ?? (room.t === 'd' ? directRoomId(room.memberIds) : undefined);
		return this.collection.insert({ ...room, ...(_id && { _id }), ts: new Date(this.clock.now()) });
	}

	async remove(id: string): Promise<void> {
		await this.collection.remove({ _id: id });
	}

	/** The ids of the room's members. */
	async memberIds(room: RoomDocument): Promise<string[]> {
		return room.default ? (await this.users.all()).map(({ _id }) => _id) : room.memberIds;
	}

	/** The rooms of a user. */
	async ofUser(userId: string): Promise<RoomDocument[]> {
		return this.collection.find({ $or: [{ default: true }, { memberIds: userId }] });
	}

	async isMember(room: RoomDocument, userId: string): Promise<boolean> {
		return room.default === true || room.memberIds.includes(userId);
	}
}

/** Rocket.Chat names the direct conversation of two by their ids, so that it exists once. */
function directRoomId(memberIds: string[]): string {
	return memberIds.toSorted().join('');
}
