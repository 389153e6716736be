import type { Modifier } from '../store/collection';
import type { UserDocument, Users } from '../users';
import type { ServiceData } from './serviceData';

function isVerified(user: UserDocument, address: string): boolean {
	return user.emails?.some((email) => email.address === address && email.verified) ?? false;
}

/**
 * The classic client's meld: a login that brings the e-mail address of an existing user becomes that user's,
 * whatever the merge settings say, and the address counts as verified. A password set while it was unverified
 * is dropped: the person who set it may not own the address.
 */
export async function meldByEmail(users: Users, service: string, data: ServiceData): Promise<void> {
	const { email, id } = data;
	const user = typeof email === 'string' ? await users.findByEmail(email) : undefined;
	if (!user || typeof email !== 'string' || user.services[service]?.id === id) {
		return;
	}
	const emails = user.emails?.map((entry) =>
		entry.address === email ? { ...entry, verified: true } : entry,
	);
	const modifier: Modifier = { $set: { [`services.${service}.id`]: id, emails } };
	if (user.services.password && !isVerified(user, email)) {
		modifier.$unset = { 'services.password': true };
	}
	await users.update(user._id, modifier);
}
