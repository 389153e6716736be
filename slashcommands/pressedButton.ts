import type { IUIKitBlockIncomingInteraction } from '@rocket.chat/apps-engine/definition/uikit/UIKitIncomingInteractionTypes';
import { wordsOfAction } from '../lib/host/blocks';
import type { WalletCommand } from './WalletCommand';
import type { WalletCall } from './wallet/WalletCall';

/**
 * A button types a `/wallet …` for whoever presses it, where the button is. Ours are in messages that are not
 * kept; one in a kept message was put there by somebody else, to be pressed by mistake.
 */
export async function pressedButton(
	{ actionId, user, room, message, threadId }: IUIKitBlockIncomingInteraction,
	command: WalletCommand,
	accessors: Pick<WalletCall, 'read' | 'modify' | 'http' | 'persistence'>,
): Promise<void> {
	const words = wordsOfAction(actionId);
	if (words && room && !message) {
		const spot = { roomId: room.id, threadId: threadId ?? '' };
		await command.answer(words, user, spot, accessors);
	}
}
