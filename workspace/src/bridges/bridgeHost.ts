import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { EngineModules } from '../engine/engineModules';
import type { AppRoutes } from '../http/appRoutes';
import type { SharedParts } from '../workspaceParts';
import type { FederationKeys } from './federationKeys';

/** What the bridges connect: the parts of the workspace, and the engine. */
export interface BridgeHost extends SharedParts {
	engine: EngineModules;
	/** The manager exists only after its bridges. */
	manager(): AppManager;
	routes: AppRoutes;
	federationKeys: FederationKeys;
}
