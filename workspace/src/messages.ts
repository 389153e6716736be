import { EventEmitter } from 'node:events';
import type { Clock } from './clock';
import { Collection } from './store/collection';
import { pack, unpack } from './store/packed';
import { randomId } from './store/randomId';

/** A message as Rocket.Chat sends it to its clients. */
export interface MessageDocument {
	_id: string;
	rid: string;
	/** The thread's first message, when the message is in a thread. */
	tmid?: string;
	msg: string;
	ts: Date;
	u: { _id: string; username: string; name: string };
	/** UIKit blocks; their `appId` says which app's interaction handler gets the clicks. */
	blocks?: unknown[];
	attachments?: unknown[];
	alias?: string;
	emoji?: string;
	avatar?: string;
	groupable?: boolean;
	customFields?: Record<string, unknown>;
}

/** A message that is shown to one user and kept nowhere. */
export interface EphemeralMessage extends MessageDocument {
	private: true;
}

interface MessageRecord {
	_id: string;
	rid: string;
	ts: Date;
	/** Packed: blocks may have any keys. */
	message: string;
}

/** Per user; older ones are dropped. */
const MAX_EPHEMERAL = 100;

interface MessageEvents {
	created: [message: MessageDocument];
	ephemeral: [userId: string, message: EphemeralMessage];
}

/** The messages of rooms, on disk, and each user's ephemeral ones, in memory. */
export class Messages extends EventEmitter<MessageEvents> {
	private readonly ephemeral = new Map<string, EphemeralMessage[]>();

	private constructor(
		private readonly collection: Collection<MessageRecord>,
		private readonly clock: Clock,
	) {
		super();
	}

	static async open(clock: Clock, dataDir?: string): Promise<Messages> {
		const collection = await Collection.open<MessageRecord>('messages', {
			dataDir,
			indexes: [{ field: 'rid' }],
		});
		return new Messages(collection, clock);
	}

	async findById(id: string): Promise<MessageDocument | undefined> {
		const record = await this.collection.findOne({ _id: id });
		return record && unpack(record.message);
	}

	/** A room's messages, the newest last; at most `limit`. */
	async inRoom(rid: string, limit = 50): Promise<MessageDocument[]> {
		const records = await this.collection.find({ rid }, { sort: { ts: -1 }, limit });
		return records.map(({ message }) => unpack<MessageDocument>(message)).reverse();
	}

	async insert(message: Omit<MessageDocument, '_id' | 'ts'> & { _id?: string }): Promise<MessageDocument> {
		const complete = this.complete(message);
		await this.collection.insert({ ...keyed(complete), message: pack(complete) });
		this.emit('created', complete);
		return complete;
	}

	async replace(message: MessageDocument): Promise<void> {
		await this.collection.update({ _id: message._id }, { ...keyed(message), message: pack(message) });
	}

	async remove(id: string): Promise<void> {
		await this.collection.remove({ _id: id });
	}

	/** Shows a message to one user only. */
	notify(userId: string, message: Omit<MessageDocument, '_id' | 'ts'>): void {
		const shown: EphemeralMessage = { ...this.complete(message), private: true };
		const kept = this.ephemeral.get(userId) ?? [];
		this.ephemeral.set(userId, [...kept, shown].slice(-MAX_EPHEMERAL));
		this.emit('ephemeral', userId, shown);
	}

	/** What was shown to one user only, the newest last. */
	ephemeralOf(userId: string): readonly EphemeralMessage[] {
		return this.ephemeral.get(userId) ?? [];
	}

	private complete(message: Omit<MessageDocument, '_id' | 'ts'> & { _id?: string }): MessageDocument {
		return { ...message, _id: message._id ?? randomId(), ts: new Date(this.clock.now()) };
	}
}

function keyed({ _id, rid, ts }: MessageDocument): Omit<MessageRecord, 'message'> {
	return { _id, rid, ts };
}
