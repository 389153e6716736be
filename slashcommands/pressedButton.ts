import type { IUIKitBlockIncomingInteraction } from '@rocket.chat/apps-engine/definition/uikit/UIKitIncomingInteractionTypes';
import { wordsOfAction } from '../lib/store/blocks';
import type { WalletCommand } from './WalletCommand';
import type { WalletCall } from './wallet/WalletCall';

/** A button types a `/wallet …` for whoever presses it, where the button is. */
export async function pressedButton(
	{ actionId, user, room, message, threadId }: IUIKitBlockIncomingInteraction,
	command: WalletCommand,
	accessors: Pick<WalletCall, 'read' | 'modify' | 'http' | 'persistence'>,
): Promise<void> {
	const words = wordsOfAction(actionId);
	if (words && room) {
		const spot = { roomId: room.id, threadId: message?.threadId ?? threadId ?? '' };
		await command.answer(words, user, spot, accessors);
	}
}
