import type { DerivedKeys } from '../keys/deriveKeys';
import type { Client } from '../oauth/Client';
import type { AppSettings } from '../settings/AppSettings';
import type { Site } from './Site';

/** Everything a request needs to know before it looks at sessions and users. */
export interface Configuration {
	readonly workspace: Site;
	readonly settings: AppSettings;
	readonly keys: DerivedKeys;
	readonly clients: readonly Client[];
}
