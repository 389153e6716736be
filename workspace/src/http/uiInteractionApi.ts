import type { UIKitIncomingInteraction } from '@rocket.chat/apps-engine/definition/uikit';
import express, { type Router } from 'express';
import type { LoginTokens } from '../context';
import { messageToApp } from '../convert/messageToApp';
import { roomToApp } from '../convert/roomToApp';
import { userToApp } from '../convert/userToApp';
import type { AppHost } from '../engine/appHost';
import type { EngineModules } from '../engine/engineModules';
import { errorMessage } from '../errorMessage';
import type { Messages } from '../messages';
import type { Rooms } from '../rooms';
import type { Shared } from '../shared';
import type { Users } from '../users';
import { asUser } from './authenticated';

/** What a click needs. */
export interface InteractionHost {
	engine: EngineModules;
	apps: AppHost;
	rooms: Shared<Rooms>;
	messages: Shared<Messages>;
	users: Shared<Users>;
	loginTokens: LoginTokens;
}

/** What the body of each type of interaction has besides `type`, and gives to the app. */
const FIELDS: Record<string, readonly string[]> = {
	blockAction: ['container', 'actionId', 'triggerId', 'payload'],
	viewClosed: ['actionId', 'payload'],
	viewSubmit: ['actionId', 'triggerId', 'payload'],
	actionButton: ['actionId', 'triggerId', 'payload'],
};

/** `/api/apps/ui.interaction/:appId`: a user pressed a button, or submitted or closed a view, of an app. */
export function uiInteractionApi({
	engine,
	apps,
	rooms,
	messages,
	users,
	loginTokens,
}: InteractionHost): Router {
	const placeOf = async ({ rid, mid }: { rid?: string; mid?: string }): Promise<object> => {
		const room = rid === undefined ? undefined : await rooms.findById(rid);
		// An ephemeral message is kept nowhere: a click in one comes without it.
		const message = mid === undefined ? undefined : await messages.findById(mid);
		return {
			...(room && { room: await roomToApp(room, rooms, users) }),
			...(message && { message: await messageToApp(message, rooms, users) }),
		};
	};

	const router = express.Router();
	router.post(
		'/:appId',
		express.json(),
		asUser(loginTokens, async ({ params, body }, response, user) => {
			const fields = FIELDS[body?.type];
			if (!fields) {
				return response.status(400).send({ error: 'Unknown action' });
			}
			const action = {
				type: body.type,
				appId: params.appId,
				user: userToApp(user),
				...(await placeOf(body)),
				...Object.fromEntries(fields.map((field) => [field, body[field]])),
			};
			try {
				const result = await apps.manager
					.getListenerManager()
					// The body came over HTTP; the engine finds out whether it is one of its interactions.
					.executeListener(engine.AppInterface.IUIKitInteractionHandler, action as UIKitIncomingInteraction);
				return response.send(result);
			} catch (error) {
				return response.status(500).send({ error: errorMessage(error) });
			}
		}),
	);
	return router;
}
