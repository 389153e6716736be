import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors';
import {
	RocketChatAssociationModel,
	RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata';
import type { UserId } from '../identity/User';

/** Removes the record under which the Apps-Engine's OAuth2 client keeps a user's token. */
export async function removeStoredToken(
	alias: string,
	userId: UserId,
	persistence: IPersistence,
): Promise<void> {
	await persistence.removeByAssociations([
		new RocketChatAssociationRecord(RocketChatAssociationModel.USER, userId),
		new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, `${alias}-oauth-connection`),
	]);
}
