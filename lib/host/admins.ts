import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Stores } from './openStores';

/** Whether a user is an admin of the workspace, as it was when the user was read. */
export function isAdmin({ isEnabled, roles }: IUser): boolean {
	// Rocket.Chat leaves out what a user's record lacks, whatever the type says.
	return isEnabled && (roles ?? []).includes('admin');
}

/**
 * Remembers who has installed or updated the app: the bot may have something to tell them.
 * @param context of an update that the server did by itself there is none
 */
export async function rememberAdmin(
	context: { readonly user?: IUser } | null | undefined,
	{ admins }: Stores,
): Promise<void> {
	if (context?.user) {
		await admins.remember(context.user.id);
	}
}
