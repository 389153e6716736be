import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Accessors } from './Accessors';
import { sendDirectMessage, type WriteText } from './messages';
import type { Stores } from './Stores';
import { toUserId } from './Users';
import { readUserLocale } from './userLocale';

/** Whether a user is an admin of the workspace, as it was when the user was read. */
export function isAdmin({ isEnabled, roles }: IUser): boolean {
	// Rocket.Chat leaves out what a user's record lacks, whatever the type says.
	return isEnabled && (roles ?? []).includes('admin');
}

/**
 * Remembers who has installed or updated the app: the bot may have to message them.
 * @param context of an update that the server did by itself there is none
 */
export async function rememberAdmin(
	context: { readonly user?: IUser } | null | undefined,
	{ admins }: Pick<Stores, 'admins'>,
): Promise<void> {
	if (context?.user) {
		await admins.remember(toUserId(context.user));
	}
}

/** Messages every admin that the app has met and who still is one, each in their language. */
export async function messageAdmins(
	writeText: WriteText,
	{ admins }: Pick<Stores, 'admins'>,
	accessors: Pick<Accessors, 'read' | 'modify'>,
): Promise<void> {
	for (const id of await admins.ids()) {
		const user: IUser | undefined = await accessors.read.getUserReader().getById(id);
		if (user && isAdmin(user)) {
			const text = writeText(await readUserLocale(user, accessors.read));
			// One whom the bot can't write to must not keep the others from being told.
			await sendDirectMessage(user, text, accessors).catch(() => undefined);
		}
	}
}
