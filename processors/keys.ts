import { type IProcessor, StartupType } from '@rocket.chat/apps-engine/definition/scheduler';
import type { ConfigurationLoader } from '../lib/host/ConfigurationLoader';

/**
 * Tends the keys every minute: `onInstall` may have failed to make them, of which the host says nothing, and an
 * update from a version without signing keys does not run it.
 */
export function makeKeysProcessor(loader: ConfigurationLoader): IProcessor {
	return {
		id: 'keys',
		startupSetting: { type: StartupType.RECURRING, interval: '1 minute' },
		processor: (_context, read, _modify, _http, persistence) => loader.maintainKeys(read, persistence),
	};
}
