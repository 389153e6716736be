import type { Caches } from '../cache/Caches';
import type { Stores } from '../host/Stores';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { Configuration } from './Configuration';
import type { Site } from './Site';

/** What the steps of one request work with. */
export interface Context extends Configuration {
	readonly site: Site;
	readonly stores: Stores;
	readonly caches: Caches;
	readonly now: UnixSeconds;
}
