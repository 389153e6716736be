import { AppPersistence } from './bridges/appPersistence';
import type { Clock } from './clock';
import { type AppRecords, openAppRecords } from './engine/storage/metadataStorage';
import { Mails } from './mails';
import { Messages } from './messages';
import { Rooms } from './rooms';
import { Jobs } from './scheduler/jobs';
import { ServerSettings } from './serverSettings/ServerSettings';
import type { Shared } from './shared';
import { SlashCommands } from './slashCommands';
import { UiInteractions } from './uiInteractions';
import { Users } from './users';

/** The state of a workspace. */
export interface WorkspaceParts {
	clock: Clock;
	settings: ServerSettings;
	users: Users;
	rooms: Rooms;
	messages: Messages;
	uiInteractions: UiInteractions;
	mails: Mails;
	commands: SlashCommands;
	persistence: AppPersistence;
	jobs: Jobs;
	/** The records of installed apps. */
	appRecords: AppRecords;
}

/** The parts as an engine uses them, which may run in another process; it has its own slash commands. */
export type SharedParts = {
	[Name in keyof WorkspaceParts]: Name extends 'commands' ? SlashCommands : Shared<WorkspaceParts[Name]>;
};

/** Opens everything in `dataDir`, or in memory. */
export async function openParts(clock: Clock, dataDir: string | undefined): Promise<WorkspaceParts> {
	const [settings, users, messages, persistence, jobs, appRecords] = await Promise.all([
		ServerSettings.open(dataDir),
		Users.open(clock, dataDir),
		Messages.open(clock, dataDir),
		AppPersistence.open(dataDir),
		Jobs.open(clock, dataDir),
		openAppRecords(dataDir),
	]);
	return {
		clock,
		settings,
		users,
		rooms: await Rooms.open(users, clock, dataDir),
		messages,
		uiInteractions: new UiInteractions(),
		mails: new Mails(),
		commands: new SlashCommands(),
		persistence,
		jobs,
		appRecords,
	};
}
