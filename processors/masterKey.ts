import { type IProcessor, StartupType } from '@rocket.chat/apps-engine/definition/scheduler';
import type { MasterKeyStore } from '../lib/store/MasterKeyStore';
import { toUnixSeconds } from '../lib/time';

/** Makes the master key, should `onInstall` have failed to: the host says nothing of it when it does. */
export function masterKeyProcessor(masterKeys: MasterKeyStore): IProcessor {
	return {
		id: 'master-key',
		startupSetting: { type: StartupType.RECURRING, interval: '1 minute' },
		processor: async (_context, read, _modify, _http, persistence) =>
			masterKeys.ensure(read.getPersistenceReader(), persistence, toUnixSeconds(Date.now())),
	};
}
