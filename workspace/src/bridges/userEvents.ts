import type { EventEmitter } from 'node:events';
import type { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';
import type { IUserContext } from '@rocket.chat/apps-engine/definition/users';
import { userToApp } from '../convert/userToApp';
import type { UserDocument, UserEvents } from '../users';
import type { BridgeHost } from './bridgeHost';

/**
 * Notifies apps of new, changed, deleted and logged-in users. Like the server, it does not wait for them, and logs
 * what they throw. The users and bots of apps cause no events.
 *
 * @returns a function that ends it
 */
export function forwardUserEvents(
	{ engine, manager }: BridgeHost,
	users: EventEmitter<UserEvents>,
): () => void {
	const { IPostUserCreated, IPostUserUpdated, IPostUserDeleted, IPostUserLoggedIn } = engine.AppInterface;
	const tell = (event: AppInterface, payload: unknown): void => {
		manager()
			.getListenerManager()
			// Each event has a payload type of its own, which a common function cannot name.
			.executeListener(event as AppInterface.IPostUserCreated, payload as IUserContext)
			.catch((error: unknown) => console.error(`an app failed in ${event}`, error));
	};

	const created = (user: UserDocument): void => {
		if (user.type !== 'user') {
			return;
		}
		const { _id, username, type, roles } = user;
		// The server passes only these; an app has to read the rest by id.
		const partial = { _id, ...(username !== undefined && { username }), type, roles };
		tell(IPostUserCreated, { user: userToApp(partial) });
	};
	const updated = (user: UserDocument, previous: UserDocument): void => {
		if (user.type !== 'user') {
			return;
		}
		tell(IPostUserUpdated, { user: userToApp(user), previousData: userToApp(previous) });
	};
	const deleted = (user: UserDocument): void => {
		if (user.type === 'user') {
			tell(IPostUserDeleted, { user: userToApp(user) });
		}
	};
	const loggedIn = (user: UserDocument): void => {
		if (user.type === 'user') {
			tell(IPostUserLoggedIn, userToApp(user));
		}
	};

	users.on('created', created).on('updated', updated).on('deleted', deleted).on('loggedIn', loggedIn);
	return () => {
		users.off('created', created).off('updated', updated).off('deleted', deleted).off('loggedIn', loggedIn);
	};
}
