import type { Client } from './client';
import type { DerivedKeys } from './masterKey';
import type { Settings } from './settings';
import type { Workspace } from './workspace';

/** Everything a request needs to know before it looks at sessions and users. */
export interface Provider {
	readonly workspace: Workspace;
	readonly settings: Settings;
	readonly keys: DerivedKeys;
	readonly clients: readonly Client[];
}
