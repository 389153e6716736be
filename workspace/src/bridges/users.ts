import type { IUser, UserType } from '@rocket.chat/apps-engine/definition/users';
import type { UserBridge } from '@rocket.chat/apps-engine/server/bridges';
import { userToApp } from '../convert/userToApp';
import type { BridgeHost } from './bridgeHost';
import { withoutTheRest } from './notPartOfWorkspace';

export function userBridge({ engine, users }: BridgeHost): UserBridge {
	abstract class AppUsers extends engine.bridges.UserBridge {
		protected override async getById(id: string): Promise<IUser> {
			const user = await users.findById(id);
			// The engine's type has no room for a missing user; the sandbox gets undefined, as on the server.
			return (user && userToApp(user)) as IUser;
		}

		protected override async getByUsername(username: string): Promise<IUser> {
			const user = await users.findByUsername(username);
			return (user && userToApp(user)) as IUser;
		}

		protected override async getAppUser(appId?: string): Promise<IUser | undefined> {
			const user = appId === undefined ? undefined : await users.findAppUser(appId);
			return user && userToApp(user);
		}

		protected override async getActiveUserCount(): Promise<number> {
			return (await users.find({ active: true, type: 'user' })).length;
		}

		protected override async getUserUnreadMessageCount(): Promise<number> {
			return 0;
		}

		protected override async create(data: Partial<IUser>): Promise<string> {
			const { username = '', name, roles, type, status, appId } = data;
			if (type !== 'bot' && type !== 'app') {
				throw new Error('Creating normal users is currently not supported');
			}
			if (await users.findByUsernameIgnoringCase(username)) {
				throw new Error(
					`The username "${username}" is already being used. Rename or remove the user using it to install this App`,
				);
			}
			const user = await users.insert({
				username,
				...(name && { name }),
				...(roles && { roles }),
				...(status && { status }),
				...(appId && { appId }),
				type,
			});
			return user._id;
		}

		protected override async remove(user: IUser | undefined): Promise<boolean> {
			if (user) {
				await users.remove(user.id);
			}
			return true;
		}

		protected override async update(user: IUser, updates: Partial<IUser>): Promise<boolean> {
			if (Object.keys(updates).length > 0) {
				await users.update(user.id, { $set: { ...updates } });
			}
			return true;
		}

		protected override async deleteUsersCreatedByApp(
			appId: string,
			type: UserType.APP | UserType.BOT,
		): Promise<boolean> {
			const created = await users.find({ appId, type });
			for (const { _id } of created) {
				await users.remove(_id);
			}
			return created.length > 0;
		}

		protected override async deactivate(userId: string): Promise<boolean> {
			await users.update(userId, { $set: { active: false }, $unset: { 'services.resume': true } });
			return true;
		}
	}

	return withoutTheRest('UserBridge', AppUsers);
}
