import type { WorkspaceContext } from '../context';
import type { UserDocument } from '../users';
import { createExternalUser } from './createExternalUser';
import type { CustomOAuthService } from './customOAuthService';
import type { LoginRelease } from './loginRelease';
import { meldByEmail } from './meldByEmail';
import { mergeUser } from './mergeUser';
import type { ServiceData } from './serviceData';

type Context = Pick<WorkspaceContext, 'users' | 'settings' | 'clock' | 'mails'>;

/** A login through an external service. */
export interface ExternalLogin {
	service: CustomOAuthService;
	data: ServiceData;
	/** Logins through the classic client's redirect meld by e-mail, modern ones never; a bare access token by release. */
	meldsByEmail: boolean;
	/** The settings by which the login is merged, one after the other; by default those of `service`. */
	mergeHooks?: readonly CustomOAuthService[];
}

/**
 * Finds or creates the user of an external login: meld, merge, then the user whose `services.<name>.id` is
 * exactly the login's, else a new one. What the service said is stored on the user, tokens included.
 *
 * @throws LoginError for refusals that the client may show, Error for those it shows as an internal error
 */
export async function findOrCreateUser(
	context: Context,
	login: ExternalLogin,
	release: LoginRelease,
): Promise<UserDocument> {
	const { users } = context;
	const { service, data } = login;
	if (login.meldsByEmail) {
		await meldByEmail(users, service.name, data);
	}
	for (const hook of login.mergeHooks ?? [service]) {
		await mergeUser(users, hook, data);
	}
	if (!data.id) {
		throw new Error(`Service data for service ${service.name} must include id`);
	}
	const user = await users.findByService(service.name, data.id);
	if (!user) {
		return createExternalUser(context, login, release);
	}
	const fields = Object.entries(data).map(([key, value]) => [`services.${service.name}.${key}`, value]);
	return users.update(user._id, { $set: Object.fromEntries(fields) });
}
