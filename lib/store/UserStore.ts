import type {
	IPersistence,
	IPersistenceRead,
	IUserRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Account } from '../account';
import { toUnixSeconds, type UnixSeconds } from '../time';
import { association, hourOf } from './association';

/** What the app knows of a Rocket.Chat user. */
export interface WorkspaceUser {
	readonly id: string;
	readonly username: string;
	readonly name: string | undefined;
	readonly emails: readonly string[];
	readonly active: boolean;
	readonly createdAt: UnixSeconds;
}

/** Whose a wallet is. */
export interface WalletOwner {
	readonly account: Account;
	readonly userId: string;
	/** Linked by its user, rather than being what created the user. */
	readonly linked: boolean;
	readonly since: UnixSeconds;
}

/** Keeps which user a wallet belongs to, and reads Rocket.Chat's users. */
export class UserStore {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly users: IUserRead,
		private readonly writer?: IPersistence,
	) {}

	async ownerOf(account: Account): Promise<WalletOwner | undefined> {
		const owners = (await this.reader.readByAssociation(association('wallet', account))) as WalletOwner[];
		return owners.sort((one, other) => one.since - other.since)[0];
	}

	/** Records that Rocket.Chat created this user at the wallet's first login. */
	async recordCreated(account: Account, userId: string, now: UnixSeconds): Promise<void> {
		const owner: WalletOwner = { account, userId, linked: false, since: now };
		await this.writer?.createWithAssociations(owner, [
			association('wallet', account),
			association('wallet-of-user', userId),
			association('users-created', hourOf(now)),
		]);
	}

	async usersCreatedInHourOf(now: UnixSeconds): Promise<number> {
		return (await this.reader.readByAssociation(association('users-created', hourOf(now)))).length;
	}

	async userById(id: string): Promise<WorkspaceUser | undefined> {
		return workspaceUser(await this.users.getById(id));
	}

	/** By the exact spelling of the username: the host's reader knows no other way. */
	async userByName(username: string): Promise<WorkspaceUser | undefined> {
		return workspaceUser(await this.users.getByUsername(username));
	}
}

function workspaceUser(user: IUser | null | undefined): WorkspaceUser | undefined {
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
