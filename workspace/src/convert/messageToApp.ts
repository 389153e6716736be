import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { MessageDocument } from '../messages';
import type { Rooms } from '../rooms';
import type { Shared } from '../shared';
import type { Users } from '../users';
import { roomToApp } from './roomToApp';
import { userToApp } from './userToApp';

/** A message as apps see it; undefined when its room is gone. */
export async function messageToApp(
	message: MessageDocument,
	rooms: Shared<Rooms>,
	users: Shared<Users>,
): Promise<IMessage | undefined> {
	const [room, sender] = await Promise.all([rooms.findById(message.rid), users.findById(message.u._id)]);
	if (!room) {
		return undefined;
	}
	const seen = {
		id: message._id,
		...(message.tmid && { threadId: message.tmid }),
		room: await roomToApp(room, rooms, users),
		sender: userToApp(sender ?? message.u),
		text: message.msg,
		createdAt: message.ts,
		updatedAt: message.ts,
		...(message.blocks && { blocks: message.blocks }),
		...(message.attachments && { attachments: message.attachments }),
		...(message.alias && { alias: message.alias }),
		...(message.emoji && { emoji: message.emoji }),
		...(message.avatar && { avatarUrl: message.avatar }),
		...(message.customFields && { customFields: message.customFields }),
	};
	// The stored blocks and attachments are what some app sent; their types are the app's.
	return seen as IMessage;
}
