import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { UserDocument } from '../users';

/** A user as apps see it: nothing of `services`. Fields that the record lacks are left out. */
export function userToApp(user: Partial<UserDocument> & { _id: string }): IUser {
	const connection = user.status ?? 'offline';
	const seen: { [field in keyof IUser]?: unknown } = {
		id: user._id,
		username: user.username,
		emails: user.emails,
		type: user.type ?? 'unknown',
		isEnabled: user.active,
		name: user.name,
		roles: user.roles,
		bio: user.bio,
		status: user.status,
		statusText: user.statusText,
		statusConnection: connection,
		utcOffset: user.utcOffset,
		createdAt: user.createdAt,
		updatedAt: user._updatedAt,
		lastLoginAt: user.lastLogin,
		appId: user.appId,
		settings: { preferences: user.language === undefined ? {} : { language: user.language } },
	};
	for (const [field, value] of Object.entries(seen)) {
		if (value === undefined) {
			delete seen[field as keyof IUser];
		}
	}
	// IUser claims that every field is there; on the server, as here, most may be missing.
	return seen as unknown as IUser;
}
