import { hashPassword } from './login/password';
import type { UserDocument, Users } from './users';

/** With what the first admin of a workspace logs in. */
export const ADMIN = { username: 'admin', password: 'admin' };

/** The admin that a workspace has from its first start on. */
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
