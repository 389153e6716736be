import express, { type Router } from 'express';
import { commandArguments } from '../commandArguments';
import type { LoginTokens } from '../context';
import { roomToApp } from '../convert/roomToApp';
import { userToApp } from '../convert/userToApp';
import type { AppHost } from '../engine/appHost';
import type { EngineModules } from '../engine/engineModules';
import type { Messages } from '../messages';
import type { Rooms } from '../rooms';
import type { Shared } from '../shared';
import type { SlashCommands } from '../slashCommands';
import type { Users } from '../users';
import { asUser, failure, success } from './authenticated';

/** What running a command needs. */
export interface CommandsHost {
	engine: EngineModules;
	apps: AppHost;
	commands: SlashCommands;
	rooms: Shared<Rooms>;
	messages: Shared<Messages>;
	users: Shared<Users>;
	loginTokens: LoginTokens;
}

/** `/api/v1/commands.list` and `commands.run`: how clients find and run slash commands. */
export function commandsApi({
	engine,
	apps,
	commands,
	rooms,
	messages,
	users,
	loginTokens,
}: CommandsHost): Router {
	const router = express.Router();

	router.get(
		'/commands.list',
		asUser(loginTokens, (_request, response) => {
			const all = commands.all();
			success(response, { commands: all, appsLoaded: true, offset: 0, count: all.length, total: all.length });
		}),
	);

	router.post(
		'/commands.run',
		express.json(),
		asUser(loginTokens, async ({ body }, response, user) => {
			const { command, params = '', roomId, tmid, triggerId } = body;
			if (typeof command !== 'string') {
				return failure(response, 'You must provide a command to run.');
			}
			if (!commands.find(command)) {
				return failure(response, 'The command provided does not exist (or is disabled).');
			}
			const room = await rooms.findById(String(roomId));
			if (!room || !(await rooms.isMember(room, user._id))) {
				return response.status(403).json({ success: false, error: 'User does not have access to this room' });
			}
			if (tmid !== undefined && (await messages.findById(String(tmid)))?.rid !== room._id) {
				return failure(response, 'Invalid thread.');
			}
			const context = new engine.SlashCommandContext(
				userToApp(user),
				await roomToApp(room, rooms, users),
				commandArguments(String(params)),
				tmid,
				triggerId,
			);
			await apps.manager.getCommandManager().executeCommand(command, context);
			return success(response, {});
		}),
	);
	return router;
}
