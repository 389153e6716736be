import type { IUserRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { User, UserId } from '../identity/User';
import { toUnixSeconds } from '../time/UnixSeconds';

/** Rocket.Chat's users, as they are at this moment. */
export class Users {
	constructor(private readonly reader: IUserRead) {}

	async byId(id: string): Promise<User | undefined> {
		return toUser(await this.reader.getById(id));
	}

	/** By the exact spelling of the username: the host's reader knows no other way. */
	async byName(username: string): Promise<User | undefined> {
		return toUser(await this.reader.getByUsername(username));
	}
}

/** The id of a user as the host gives it. */
export function toUserId({ id }: Pick<IUser, 'id'>): UserId {
	return id as UserId;
}

function toUser(user: IUser | null | undefined): User | undefined {
	if (!user?.id) {
		return undefined;
	}
	return {
		id: toUserId(user),
		username: user.username,
		name: user.name || undefined,
		emails: (user.emails ?? []).map(({ address }) => address),
		isActive: user.isEnabled,
		createdAt: toUnixSeconds(new Date(user.createdAt).getTime()),
	};
}
