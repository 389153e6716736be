import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import { type IRoom, RoomType } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { type Block, textBlock } from './blocks';

/** Where in Rocket.Chat something is said. */
export interface Spot {
	readonly roomId: string;
	/** Empty outside threads. */
	readonly threadId: string;
}

/** Says something to one user where nobody else sees it and nothing is kept; nothing if the room is gone. */
export async function ephemeralMessage(
	user: IUser,
	{ roomId, threadId }: Spot,
	words: string,
	blocks: readonly Block[],
	read: IRead,
	modify: IModify,
): Promise<void> {
	const room = await read.getRoomReader().getById(roomId);
	if (!room) {
		return;
	}
	const [first] = blocks;
	const message: Partial<IMessage> = {
		room,
		text: words,
		...(threadId ? { threadId } : {}),
		// A message's blocks are shown in place of its text, which is left to notifications.
		...(first
			? { blocks: [textBlock(first.appId, words), ...blocks] as NonNullable<IMessage['blocks']> }
			: {}),
	};
	// The notifier names the app's bot as the sender.
	await modify.getNotifier().notifyUser(user, message as IMessage);
}

/** Sends a user a direct message from the app's bot. */
export async function directMessage(user: IUser, words: string, read: IRead, modify: IModify): Promise<void> {
	const bot = await read.getUserReader().getAppUser();
	if (!bot) {
		return;
	}
	const room = await directRoom(bot, user, read, modify);
	const builder = modify.getCreator().startMessage().setSender(bot).setRoom(room).setText(words);
	await modify.getCreator().finish(builder);
}

async function directRoom(bot: IUser, user: IUser, read: IRead, modify: IModify): Promise<IRoom> {
	const usernames = [bot.username, user.username];
	const existing = await read.getRoomReader().getDirectByUsernames(usernames);
	if (existing) {
		return existing;
	}
	const builder = modify
		.getCreator()
		.startRoom()
		.setType(RoomType.DIRECT_MESSAGE)
		.setCreator(bot)
		.setMembersToBeAddedByUsernames(usernames);
	const id = await modify.getCreator().finish(builder);
	return read.getRoomReader().getById(id) as Promise<IRoom>;
}
