import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { MessageBridge } from '@rocket.chat/apps-engine/server/bridges';
import { messageFromApp } from '../convert/messageFromApp';
import { messageToApp } from '../convert/messageToApp';
import type { BridgeHost } from './bridgeHost';
import { withoutTheRest } from './notPartOfWorkspace';

export function messageBridge({ engine, messages, rooms, users }: BridgeHost): MessageBridge {
	abstract class AppMessages extends engine.bridges.MessageBridge {
		protected override async create(message: IMessage): Promise<string> {
			return (await messages.insert(messageFromApp(message)))._id;
		}

		protected override async getById(id: string): Promise<IMessage> {
			const message = await messages.findById(id);
			// As on the server, a message that is not there is undefined, whatever the type says.
			return (message && (await messageToApp(message, rooms, users))) as IMessage;
		}

		protected override async update(message: IMessage): Promise<void> {
			if (!message.editor) {
				throw new Error('Invalid editor assigned to the message for the update.');
			}
			const existing = message.id && (await messages.findById(message.id));
			if (!existing) {
				throw new Error('A message must exist to update.');
			}
			await messages.replace({ ...existing, ...messageFromApp(message), _id: existing._id, ts: existing.ts });
		}

		protected override async delete(message: IMessage): Promise<void> {
			if (!message.id) {
				throw new Error('Invalid message id');
			}
			await messages.remove(message.id);
		}

		protected override async notifyUser(user: IUser, message: IMessage): Promise<void> {
			await messages.notify(user.id, messageFromApp(message));
		}

		protected override async notifyRoom({ id }: IRoom, message: IMessage): Promise<void> {
			const room = await rooms.findById(id);
			const memberIds = room ? await rooms.memberIds(room) : [];
			for (const memberId of memberIds) {
				await messages.notify(memberId, messageFromApp(message));
			}
		}

		protected override async typing(): Promise<void> {
			// No page shows who is typing.
		}
	}

	return withoutTheRest('MessageBridge', AppMessages);
}
