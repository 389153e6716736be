import express, { type Router } from 'express';
import type { LoginTokens } from '../context';
import { asUser, success } from '../http/authenticated';
import type { Messages } from '../messages';

/**
 * `GET /api/v1/ephemeral.messages`: what was shown to the caller only. Rocket.Chat streams these over a
 * WebSocket, and keeps none; a page without one asks.
 */
export function ephemeralMessages(messages: Messages, loginTokens: LoginTokens): Router {
	const router = express.Router();
	router.get(
		'/api/v1/ephemeral.messages',
		asUser(loginTokens, (_request, response, user) =>
			success(response, { messages: messages.ephemeralOf(user._id) }),
		),
	);
	return router;
}
