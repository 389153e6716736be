import type { DerivedKeys } from '../keys/deriveKeys';
import type { Client } from '../oauth/Client';
import type { AppSettings } from '../settings/AppSettings';

/** What the admin has set, and what is derived from it. */
export interface Configuration {
	readonly settings: AppSettings;
	readonly keys: DerivedKeys;
	readonly clients: readonly Client[];
}
