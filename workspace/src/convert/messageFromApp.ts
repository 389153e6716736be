import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { MessageDocument } from '../messages';

/** What an app sends, as Rocket.Chat keeps it. Absent fields stay absent; the sandbox sends them as null. */
export function messageFromApp(message: IMessage): Omit<MessageDocument, '_id' | 'ts'> & { _id?: string } {
	const { sender, room } = message;
	return {
		...(message.id && { _id: message.id }),
		rid: room.id,
		...(message.threadId && { tmid: message.threadId }),
		msg: message.text ?? '',
		u: { _id: sender.id, username: sender.username, name: sender.name },
		...(message.blocks && { blocks: message.blocks }),
		...(message.attachments && { attachments: message.attachments }),
		...(message.alias && { alias: message.alias }),
		...(message.emoji && { emoji: message.emoji }),
		...(message.avatarUrl && { avatar: message.avatarUrl }),
		...(typeof message.groupable === 'boolean' && { groupable: message.groupable }),
		...(message.customFields && { customFields: message.customFields }),
	};
}
