import type { UserDocument, Users } from '../users';
import type { CustomOAuthService } from './customOAuthService';
import { LoginError } from './loginError';
import type { ServiceData } from './serviceData';

/** Without "distinct services" only a user who already has the service's id counts. */
async function findMergeTarget(
	users: Users,
	service: CustomOAuthService,
	data: ServiceData,
): Promise<UserDocument | undefined> {
	const { keyField, mergeUsersDistinctServices, name } = service;
	const key = data[keyField];
	if (typeof key !== 'string') {
		return undefined;
	}
	const user = await (keyField === 'username'
		? users.findByUsernameIgnoringCase(key)
		: users.findByEmail(key));
	return mergeUsersDistinctServices || user?.services[name]?.id === data.id ? user : undefined;
}

function isUnchanged(user: UserDocument, service: CustomOAuthService, data: ServiceData): boolean {
	const sameEmail =
		service.keyField === 'email' ||
		!data.email ||
		user.emails?.some(({ address }) => address === data.email) === true;
	return user.services[service.name]?.id === data.id && user.name === data.name && sameEmail;
}

/**
 * "Merge users" of Custom OAuth: finds an existing user by the key field and writes the service's id, its name
 * and, with key field username, its e-mail address (as the only one, verified) over the user's.
 *
 * @throws LoginError when merging is off and the found user differs, even if only in the name
 */
export async function mergeUser(users: Users, service: CustomOAuthService, data: ServiceData): Promise<void> {
	const user = data.username ? await findMergeTarget(users, service, data) : undefined;
	if (!user || isUnchanged(user, service, data)) {
		return;
	}
	if (!service.mergeUsers) {
		throw new LoginError('CustomOAuth', `User with username ${user.username} already exists`);
	}
	const replacesEmails = service.keyField === 'username' && Boolean(data.email);
	await users.update(user._id, {
		$set: {
			name: data.name,
			[`services.${service.name}.id`]: data.id,
			...(replacesEmails && { emails: [{ address: data.email, verified: true }] }),
		},
	});
}
