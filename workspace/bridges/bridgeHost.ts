import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { Clock } from '../clock';
import type { EngineModules } from '../engine/engineModules';
import type { AppRoutes } from '../http/appRoutes';
import type { Mails } from '../mails';
import type { Messages } from '../messages';
import type { Rooms } from '../rooms';
import type { Jobs } from '../scheduler/jobs';
import type { Settings } from '../settings';
import type { SlashCommands } from '../slashCommands';
import type { UiInteractions } from '../uiInteractions';
import type { Users } from '../users';
import type { AppPersistence } from './appPersistence';
import type { FederationKeys } from './federationKeys';

/** What the bridges connect apps with: the parts of the workspace, and the engine they are made for. */
export interface BridgeHost {
	engine: EngineModules;
	/** The manager exists only after its bridges. */
	manager(): AppManager;
	clock: Clock;
	users: Users;
	settings: Settings;
	rooms: Rooms;
	messages: Messages;
	uiInteractions: UiInteractions;
	mails: Mails;
	routes: AppRoutes;
	commands: SlashCommands;
	persistence: AppPersistence;
	jobs: Jobs;
	federationKeys: FederationKeys;
}
