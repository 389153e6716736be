import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ILoggerStorageEntry } from '@rocket.chat/apps-engine/server/logging';
import type { AppLogStorage, IAppLogStorageFindOptions } from '@rocket.chat/apps-engine/server/storage';
import { pack, unpack } from '../../store/packed';
import type { EngineModules } from '../engineModules';

/** Per app; older entries are dropped. */
const MAX_ENTRIES = 2000;

/** The apps' logs, with a way to write the last lines to disk. */
export interface LogStorage {
	storage: AppLogStorage;
	close(): Promise<void>;
}

/**
 * Keeps the apps' logs in memory and writes them to a file in the background: the engine waits for its log before it
 * answers a request.
 */
export async function createLogStorage(engine: EngineModules, file: string | undefined): Promise<LogStorage> {
	const byApp = await readEntries(file);
	// Starts the file again with the entries that are kept.
	const stream = file === undefined ? undefined : createWriteStream(file);
	for (const entries of byApp.values()) {
		for (const entry of entries) {
			stream?.write(`${pack(entry)}\n`);
		}
	}

	class MemoryLogStorage extends engine.storage.AppLogStorage {
		constructor() {
			super('workspace');
		}

		async storeEntries(entry: ILoggerStorageEntry): Promise<ILoggerStorageEntry> {
			keep(byApp, entry);
			stream?.write(`${pack(entry)}\n`);
			return entry;
		}

		async findPaginated(
			query: { appId?: string; method?: string },
			{ skip = 0, limit = 50 }: IAppLogStorageFindOptions = {},
		): Promise<{ logs: ILoggerStorageEntry[]; total: number }> {
			const found = (await this.getEntriesFor(query.appId ?? '')).filter(
				({ method }) => query.method === undefined || query.method === method,
			);
			return { logs: found.slice(skip, skip + limit), total: found.length };
		}

		/** The newest first. */
		async getEntriesFor(appId: string): Promise<ILoggerStorageEntry[]> {
			return (byApp.get(appId) ?? []).toReversed();
		}

		async removeEntriesFor(appId: string): Promise<void> {
			byApp.delete(appId);
		}
	}

	return {
		storage: new MemoryLogStorage(),
		close: () => new Promise((resolve) => (stream ? stream.end(() => resolve()) : resolve())),
	};
}

function keep(byApp: Map<string, ILoggerStorageEntry[]>, entry: ILoggerStorageEntry): void {
	const entries = byApp.get(entry.appId) ?? [];
	byApp.set(entry.appId, entries);
	entries.push(entry);
	// Cut in large pieces: shifting one off a long array at each request is slow.
	if (entries.length > MAX_ENTRIES * 1.5) {
		entries.splice(0, entries.length - MAX_ENTRIES);
	}
}

async function readEntries(file: string | undefined): Promise<Map<string, ILoggerStorageEntry[]>> {
	const byApp = new Map<string, ILoggerStorageEntry[]>();
	if (file === undefined) {
		return byApp;
	}
	const text = await readFile(file, 'utf8').catch(() => '');
	for (const line of text.split('\n')) {
		if (!line.endsWith('}')) {
			continue;
		}
		try {
			keep(byApp, unpack<ILoggerStorageEntry>(line));
		} catch {
			// The last line of a workspace that was killed may be cut.
		}
	}
	return byApp;
}
