import { hashPassword } from './login/password';
import type { UserDocument, Users } from './users';

/** The username and password of a workspace's first admin. */
export const ADMIN = { username: 'admin', password: 'admin' };

/** Finds the admin, or creates it at the first start. */
export async function ensureAdmin(users: Users): Promise<UserDocument> {
	const existing = (await users.find({ roles: 'admin' }))[0];
	if (existing) {
		return existing;
	}
	return users.insert({
		username: ADMIN.username,
		name: 'Administrator',
		roles: ['admin', 'user'],
		services: { password: await hashPassword(ADMIN.password) },
	});
}
