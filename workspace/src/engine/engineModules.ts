import type * as Status from '@rocket.chat/apps-engine/definition/AppStatus';
import type * as Metadata from '@rocket.chat/apps-engine/definition/metadata';
import type * as SlashCommands from '@rocket.chat/apps-engine/definition/slashcommands';
import type * as Manager from '@rocket.chat/apps-engine/server/AppManager';
import type * as Bridges from '@rocket.chat/apps-engine/server/bridges';
import type * as InternalBridges from '@rocket.chat/apps-engine/server/bridges/InternalBridge';
import type * as OAuthAppsBridges from '@rocket.chat/apps-engine/server/bridges/OAuthAppsBridge';
import type * as ThreadBridges from '@rocket.chat/apps-engine/server/bridges/ThreadBridge';
import type * as Storage from '@rocket.chat/apps-engine/server/storage';
import { type EngineVersion, enginePackage, requireEngine } from './engineVersion';

/** The engine's own modules, typed as the newest release: older ones lack some bridges, see `bridges/index.ts`. */
export interface EngineModules {
	AppManager: typeof Manager.AppManager;
	AppStatus: typeof Status.AppStatus;
	AppStatusUtils: typeof Status.AppStatusUtils;
	AppInterface: typeof Metadata.AppInterface;
	SlashCommandContext: typeof SlashCommands.SlashCommandContext;
	bridges: typeof Bridges;
	InternalBridge: typeof InternalBridges.InternalBridge;
	OAuthAppsBridge: typeof OAuthAppsBridges.OAuthAppsBridge;
	ThreadBridge: typeof ThreadBridges.ThreadBridge;
	storage: typeof Storage;
}

/** Loads the server part of an engine into this process. */
export function loadEngine(version: EngineVersion): EngineModules {
	// A module that is required has no type: each path is here once, beside its type.
	const load = <T>(path: string): T => requireEngine(`${enginePackage(version)}/${path}`);
	return {
		AppManager: load<typeof Manager>('server/AppManager').AppManager,
		AppStatus: load<typeof Status>('definition/AppStatus').AppStatus,
		AppStatusUtils: load<typeof Status>('definition/AppStatus').AppStatusUtils,
		AppInterface: load<typeof Metadata>('definition/metadata').AppInterface,
		SlashCommandContext: load<typeof SlashCommands>('definition/slashcommands').SlashCommandContext,
		bridges: load<typeof Bridges>('server/bridges'),
		InternalBridge: load<typeof InternalBridges>('server/bridges/InternalBridge').InternalBridge,
		OAuthAppsBridge: load<typeof OAuthAppsBridges>('server/bridges/OAuthAppsBridge').OAuthAppsBridge,
		ThreadBridge: load<typeof ThreadBridges>('server/bridges/ThreadBridge').ThreadBridge,
		storage: load<typeof Storage>('server/storage'),
	};
}
