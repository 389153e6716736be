import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppSourceStorage, IAppStorageItem } from '@rocket.chat/apps-engine/server/storage';
import type { EngineModules } from '../engineModules';

/** Keeps each installed app's zip as `<folder>/<app id>.zip`. */
export async function createSourceStorage(engine: EngineModules, folder: string): Promise<AppSourceStorage> {
	await mkdir(folder, { recursive: true });
	const pathOf = (item: IAppStorageItem): string => join(folder, `${item.id}.zip`);

	class SourceStorage extends engine.storage.AppSourceStorage {
		async store(item: IAppStorageItem, zip: Buffer): Promise<string> {
			await writeFile(pathOf(item), zip);
			return pathOf(item);
		}

		async fetch(item: IAppStorageItem): Promise<Buffer> {
			return readFile(pathOf(item));
		}

		async update(item: IAppStorageItem, zip: Buffer): Promise<string> {
			return this.store(item, zip);
		}

		async remove(item: IAppStorageItem): Promise<void> {
			await rm(pathOf(item), { force: true });
		}
	}

	return new SourceStorage();
}
