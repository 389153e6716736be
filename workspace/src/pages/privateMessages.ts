import express, { type Router } from 'express';
import type { WorkspaceContext } from '../context';
import { asUser, success } from '../http/authenticated';
import type { Messages } from '../messages';

/**
 * `GET /api/v1/private.messages`: the messages for the caller alone, the newest last: ephemeral ones, and
 * direct messages from the bots of apps. Rocket.Chat streams both over a WebSocket; the page polls.
 */
export function privateMessages(messages: Messages, { users, loginTokens }: WorkspaceContext): Router {
	const router = express.Router();
	router.get(
		'/api/v1/private.messages',
		asUser(loginTokens, async (_request, response, { _id }) => {
			const bots = await users.find({ type: 'app' });
			// The direct conversation of two is named by their ids.
			const rooms = bots.map((bot) => [bot._id, _id].toSorted().join(''));
			const direct = await Promise.all(rooms.map((room) => messages.inRoom(room)));
			const all = [...messages.ephemeralOf(_id), ...direct.flat()];
			success(response, { messages: all.toSorted((a, b) => a.ts.getTime() - b.ts.getTime()) });
		}),
	);
	return router;
}
