import type { IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { type IProcessor, StartupType } from '@rocket.chat/apps-engine/definition/scheduler';
import type { MasterKeyStore } from '../lib/store/MasterKeyStore';
import type { SigningKeyStore } from '../lib/store/SigningKeyStore';
import { toUnixSeconds } from '../lib/time/UnixSeconds';

/** Makes the keys that are missing, and removes those that are of no use any more. */
export async function tendKeys(
	masterKeys: MasterKeyStore,
	signingKeys: SigningKeyStore,
	read: IRead,
	persistence: IPersistence,
): Promise<void> {
	const reader = read.getPersistenceReader();
	const now = toUnixSeconds(Date.now());
	await masterKeys.ensure(reader, persistence, now);
	await signingKeys.tend(reader, persistence, now);
}

/**
 * Sees to the keys again and again: `onInstall` may have failed to, of which the host says nothing, and an
 * update from a version without signing keys does not run it.
 */
export function keysProcessor(masterKeys: MasterKeyStore, signingKeys: SigningKeyStore): IProcessor {
	return {
		id: 'keys',
		startupSetting: { type: StartupType.RECURRING, interval: '1 minute' },
		processor: (_context, read, _modify, _http, persistence) =>
			tendKeys(masterKeys, signingKeys, read, persistence),
	};
}
