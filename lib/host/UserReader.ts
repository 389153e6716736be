import type { IUserRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { toUnixSeconds, type UnixSeconds } from '../time/UnixSeconds';

/** What the app knows of a Rocket.Chat user. */
export interface User {
	readonly id: string;
	readonly username: string;
	readonly name: string | undefined;
	readonly emails: readonly string[];
	readonly active: boolean;
	readonly createdAt: UnixSeconds;
}

/** Reads Rocket.Chat's users. */
export class UserReader {
	constructor(private readonly users: IUserRead) {}

	async byId(id: string): Promise<User | undefined> {
		return workspaceUser(await this.users.getById(id));
	}

	/** By the exact spelling of the username: the host's reader knows no other way. */
	async byName(username: string): Promise<User | undefined> {
		return workspaceUser(await this.users.getByUsername(username));
	}
}

function workspaceUser(user: IUser | null | undefined): User | undefined {
	if (!user?.id) {
		return undefined;
	}
	return {
		id: user.id,
		username: user.username,
		name: user.name || undefined,
		emails: (user.emails ?? []).map(({ address }) => address),
		active: user.isEnabled,
		createdAt: toUnixSeconds(new Date(user.createdAt).getTime()),
	};
}
