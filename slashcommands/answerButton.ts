import type { IUIKitBlockIncomingInteraction } from '@rocket.chat/apps-engine/definition/uikit/UIKitIncomingInteractionTypes';
import type { Accessors } from '../lib/host/Accessors';
import { parseAction } from '../lib/host/blocks';
import type { WalletCommand } from './WalletCommand';

/**
 * A button types a `/wallet …` for the user who presses it, where the button is. Ours are in messages that are not
 * kept; one in a kept message was put there by somebody else, to be pressed by mistake.
 */
export async function answerButton(
	{ actionId, user, room, message, threadId }: IUIKitBlockIncomingInteraction,
	command: WalletCommand,
	accessors: Accessors,
): Promise<void> {
	const words = parseAction(actionId);
	if (words && room && !message) {
		await command.answer({ user, spot: { roomId: room.id, threadId }, words }, accessors);
	}
}
