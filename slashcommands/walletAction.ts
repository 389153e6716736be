import type { App } from '@rocket.chat/apps-engine/definition/App';
import type { IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IUIKitBlockIncomingInteraction } from '@rocket.chat/apps-engine/definition/uikit/UIKitIncomingInteractionTypes';
import type { AppsOAuthClient } from '../lib/appsOAuthClient';
import { ephemeralMessage } from '../lib/store/messages';
import { openStores } from '../lib/store/Stores';
import { mannerOf } from '../lib/store/userLanguage';
import { type TextKey, type TextValues, text } from '../lib/texts';
import { toUnixSeconds } from '../lib/time';
import { endSession } from './wallet/endSession';
import { END_SESSION } from './wallet/status';

/** Answers a click on a button of `/wallet`, where the button is. */
export async function answerAction(
	{ actionId, user, value, room, message, threadId }: IUIKitBlockIncomingInteraction & { threadId?: string },
	app: App,
	client: AppsOAuthClient,
	{ read, modify, persistence }: { read: IRead; modify: IModify; persistence: IPersistence },
): Promise<void> {
	if (actionId !== END_SESSION || !value || !room) {
		return;
	}
	const { language } = await mannerOf(user, read);
	const say = (key: TextKey, values?: TextValues) => text(key, values, language);
	const stores = openStores(read, persistence);
	const now = toUnixSeconds(Date.now());
	const reply = await endSession(value, { user, say, client, stores, persistence, now }).catch((error) => {
		app.getLogger().warn(`${actionId}: ${error instanceof Error ? error.message : 'unknown fault'}`);
		return { text: say('wallet_failed') };
	});
	const spot = { roomId: room.id, threadId: message?.threadId ?? threadId ?? '' };
	await ephemeralMessage(user, spot, reply.text, [], read, modify);
}
