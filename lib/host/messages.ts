import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import { type IRoom, RoomType } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { UserId } from '../identity/User';
import type { Accessors } from './Accessors';
import { type Block, makeTextBlock } from './blocks';
import { readUserLocale, type UserLocale } from './userLocale';

/** Where in Rocket.Chat something is said. */
export interface Spot {
	readonly roomId: string;
	/** Undefined outside threads. */
	readonly threadId: string | undefined;
}

/** What one user sees where others see nothing. */
interface EphemeralMessage {
	readonly user: IUser;
	readonly spot: Spot;
	readonly text: string;
	readonly blocks?: readonly Block[] | undefined;
}

/** Writes a text in a user's language. */
export type WriteText = (locale: UserLocale) => string;

type Messaging = Pick<Accessors, 'read' | 'modify'>;

/** Shows a user a message that is not kept; nothing if the room is gone. */
export async function sendEphemeralMessage(
	{ user, spot: { roomId, threadId }, text, blocks = [] }: EphemeralMessage,
	{ read, modify }: Messaging,
): Promise<void> {
	const room = await read.getRoomReader().getById(roomId);
	if (!room) {
		return;
	}
	const [first] = blocks;
	const message: Partial<IMessage> = {
		room,
		text,
		...(threadId ? { threadId } : {}),
		// A message's blocks are shown in place of its text, which is left to notifications.
		...(first
			? { blocks: [makeTextBlock(first.appId, text), ...blocks] as NonNullable<IMessage['blocks']> }
			: {}),
	};
	// The notifier names the app's bot as the sender.
	await modify.getNotifier().notifyUser(user, message as IMessage);
}

/** Sends a user a direct message from the app's bot. */
export async function sendDirectMessage(
	user: IUser,
	text: string,
	{ read, modify }: Messaging,
): Promise<void> {
	const bot = await read.getUserReader().getAppUser();
	if (!bot) {
		return;
	}
	const room = await findDirectRoom([bot, user], { read, modify });
	const builder = modify.getCreator().startMessage().setSender(bot).setRoom(room).setText(text);
	await modify.getCreator().finish(builder);
}

/** Shows the user of a command what came of it later, where it was typed; nothing to a user who is gone. */
export async function answerLater(
	{ userId, ...spot }: Spot & { readonly userId: UserId },
	writeText: WriteText,
	accessors: Messaging,
): Promise<void> {
	const user: IUser | undefined = await accessors.read.getUserReader().getById(userId);
	if (user) {
		const text = writeText(await readUserLocale(user, accessors.read));
		await sendEphemeralMessage({ user, spot, text }, accessors);
	}
}

/** Sends a direct message in the user's language; nothing to a user who is gone. */
export async function messageUser(userId: UserId, writeText: WriteText, accessors: Messaging): Promise<void> {
	const user: IUser | undefined = await accessors.read.getUserReader().getById(userId);
	if (user) {
		await sendDirectMessage(user, writeText(await readUserLocale(user, accessors.read)), accessors);
	}
}

async function findDirectRoom(
	[bot, user]: readonly [IUser, IUser],
	{ read, modify }: Messaging,
): Promise<IRoom> {
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
