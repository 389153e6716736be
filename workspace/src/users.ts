import { EventEmitter } from 'node:events';
import type { Clock } from './clock';
import { Collection, type Modifier } from './store/collection';

/** A user in Rocket.Chat's `users` collection: the fields that a workspace needs. */
export interface UserDocument {
	_id: string;
	username?: string;
	name?: string;
	emails?: { address: string; verified: boolean }[];
	/** What a service's configured e-mail field said when the user was created; nothing reads it. */
	email?: string;
	/** What each login service said about the user; `resume` has the login tokens, `password` the hash. */
	services: Record<string, Record<string, unknown>>;
	roles: string[];
	active: boolean;
	type: 'user' | 'bot' | 'app';
	/** The app that a user of type `app` belongs to. */
	appId?: string;
	status?: string;
	statusText?: string;
	bio?: string;
	avatarUrl?: string;
	language?: string;
	utcOffset?: number;
	createdAt: Date;
	lastLogin?: Date;
	_updatedAt: Date;
}

/** The fields that a new user may have; the others get defaults. */
export type NewUser = Partial<Omit<UserDocument, 'createdAt' | '_updatedAt'>>;

/** The events of users. */
export interface UserEvents {
	created: [user: UserDocument];
	/** Only when a person changes a profile, not at every write to the record. */
	updated: [user: UserDocument, previous: UserDocument];
	deleted: [user: UserDocument];
	loggedIn: [user: UserDocument];
}

/** The workspace's users. As on the server, nothing waits for the listeners of events. */
export class Users extends EventEmitter<UserEvents> {
	private constructor(
		private readonly collection: Collection<UserDocument>,
		private readonly clock: Clock,
	) {
		super();
	}

	static async open(clock: Clock, dataDir?: string): Promise<Users> {
		const collection = await Collection.open<UserDocument>('users', {
			dataDir,
			indexes: [
				{ field: 'username', unique: true, sparse: true },
				{ field: 'emails.address', unique: true, sparse: true },
				{ field: 'appId' },
			],
		});
		return new Users(collection, clock);
	}

	async findById(id: string): Promise<UserDocument | undefined> {
		return this.collection.findOne({ _id: id });
	}

	async findByUsername(username: string): Promise<UserDocument | undefined> {
		return this.collection.findOne({ username });
	}

	/** Finds by username, ignoring case: the oldest user of those that match, not the one with the exact spelling. */
	async findByUsernameIgnoringCase(username: string): Promise<UserDocument | undefined> {
		const query = { username: { $regex: exactlyIgnoringCase(username) } };
		const [oldest] = await this.collection.find(query, { sort: { createdAt: 1, username: 1 }, limit: 1 });
		return oldest;
	}

	/** Finds by e-mail address, ignoring case. */
	async findByEmail(address: string): Promise<UserDocument | undefined> {
		return this.collection.findOne({ 'emails.address': { $regex: exactlyIgnoringCase(address) } });
	}

	/** Finds the user whose `services.<name>.id` is exactly `id`. */
	async findByService(name: string, id: unknown): Promise<UserDocument | undefined> {
		return this.collection.findOne({ [`services.${name}.id`]: id });
	}

	async findAppUser(appId: string): Promise<UserDocument | undefined> {
		return this.collection.findOne({ appId, type: 'app' });
	}

	async find(query: Record<string, unknown>): Promise<UserDocument[]> {
		return this.collection.find(query);
	}

	async all(): Promise<UserDocument[]> {
		return this.collection.find({}, { sort: { createdAt: 1 } });
	}

	/** Creates a user and emits `created`. @throws DuplicateKeyError for a taken username, e-mail or service id */
	async insert(user: NewUser): Promise<UserDocument> {
		const now = new Date(this.clock.now());
		const inserted = await this.collection.insert({
			services: {},
			roles: ['user'],
			active: true,
			type: 'user',
			...user,
			createdAt: now,
			_updatedAt: now,
		});
		this.emit('created', inserted);
		return inserted;
	}

	/** Writes to the record without an event, as logins and merges do. @throws DuplicateKeyError, Error if there is no such user */
	async update(id: string, modifier: Modifier): Promise<UserDocument> {
		const $set = { ...modifier.$set, _updatedAt: new Date(this.clock.now()) };
		await this.collection.update({ _id: id }, { ...modifier, $set });
		return this.existing(id);
	}

	/** Changes a profile as its owner or an admin does, and emits `updated`. @throws as `update` */
	async edit(id: string, modifier: Modifier): Promise<UserDocument> {
		const previous = await this.existing(id);
		const user = await this.update(id, modifier);
		this.emit('updated', user, previous);
		return user;
	}

	/** Deletes a user and emits `deleted`. @returns whether there was one */
	async remove(id: string): Promise<boolean> {
		const user = await this.findById(id);
		if (!user) {
			return false;
		}
		await this.collection.remove({ _id: id });
		this.emit('deleted', user);
		return true;
	}

	/** Records a successful login and emits `loggedIn`. */
	async noteLogin(id: string): Promise<UserDocument> {
		const user = await this.update(id, { $set: { lastLogin: new Date(this.clock.now()) } });
		this.emit('loggedIn', user);
		return user;
	}

	private async existing(id: string): Promise<UserDocument> {
		const user = await this.findById(id);
		if (!user) {
			throw new Error(`there is no user ${id}`);
		}
		return user;
	}

	/**
	 * Makes a service's ids unique from now on, as the classic client does when it registers the service.
	 *
	 * @throws DuplicateKeyError when two users already have the same id
	 */
	async registerClassicService(service: string): Promise<void> {
		await this.collection.ensureIndex({ field: `services.${service}.id`, unique: true, sparse: true });
	}
}

function exactlyIgnoringCase(text: string): RegExp {
	return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'i');
}
