import type { AppPersistence } from 'rocketchat-app-workspace';
import { APP_ID } from './site';

/** Everything that the app keeps, but for how far the sweep has got: that job runs whenever its minute comes. */
export async function keptRecords(persistence: Pick<AppPersistence, 'all'>): Promise<object[]> {
	return ((await persistence.all(APP_ID)) as object[]).filter((record) => !('sweptMinute' in record));
}
