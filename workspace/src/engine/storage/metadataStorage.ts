import type { AppMetadataStorage, IAppStorageItem } from '@rocket.chat/apps-engine/server/storage';
import type { Shared } from '../../shared';
import { Collection } from '../../store/collection';
import { pack, unpack } from '../../store/packed';
import { randomId } from '../../store/randomId';
import type { EngineModules } from '../engineModules';

interface AppRecord {
	_id: string;
	id: string;
	nameSlug: string;
	/** The engine's item. It is packed because keys of translations may have dots. */
	item: string;
}

/** The records of installed apps: descriptor, status, settings, granted permissions. */
export type AppRecords = Collection<AppRecord>;

export function openAppRecords(dataDir: string | undefined): Promise<AppRecords> {
	const indexes = [{ field: 'id', unique: true }, { field: 'nameSlug' }];
	return Collection.open<AppRecord>('apps', { dataDir, indexes });
}

/** The engine's access to the records of apps. */
export function createMetadataStorage(engine: EngineModules, apps: Shared<AppRecords>): AppMetadataStorage {
	const save = async (item: IAppStorageItem): Promise<IAppStorageItem> => {
		const saved = { ...item, updatedAt: new Date() };
		await apps.update({ id: item.id }, { $set: { item: pack(saved), nameSlug: item.info.nameSlug } });
		return saved;
	};

	class MetadataStorage extends engine.storage.AppMetadataStorage {
		constructor() {
			super('workspace');
		}

		async create(item: IAppStorageItem): Promise<IAppStorageItem> {
			const taken = await apps.findOne({ $or: [{ id: item.id }, { nameSlug: item.info.nameSlug }] });
			if (taken) {
				throw new Error('App already exists.');
			}
			const now = new Date();
			Object.assign(item, { _id: randomId(), createdAt: now, updatedAt: now });
			await apps.insert({ _id: item._id ?? '', id: item.id, nameSlug: item.info.nameSlug, item: pack(item) });
			return item;
		}

		async retrieveOne(id: string): Promise<IAppStorageItem | null> {
			const record = await apps.findOne({ $or: [{ _id: id }, { id }] });
			return record ? unpack(record.item) : null;
		}

		async retrieveAll(): Promise<Map<string, IAppStorageItem>> {
			const items = (await apps.find({})).map((record) => unpack<IAppStorageItem>(record.item));
			return new Map(items.map((item) => [item.id, item]));
		}

		async retrieveAllPrivate(): Promise<Map<string, IAppStorageItem>> {
			const all = await this.retrieveAll();
			return new Map([...all].filter(([, item]) => item.installationSource === 'private'));
		}

		async remove(id: string): Promise<{ success: boolean }> {
			return { success: (await apps.remove({ id })) > 0 };
		}

		/** The only writer of engines up to 1.53. */
		async update(item: IAppStorageItem): Promise<IAppStorageItem> {
			return save(item);
		}

		async updatePartialAndReturnDocument(
			item: Partial<IAppStorageItem>,
			{ unsetPermissionsGranted = false } = {},
		): Promise<IAppStorageItem> {
			const merged = { ...(await this.existing(item._id)), ...item };
			if (unsetPermissionsGranted) {
				delete merged.permissionsGranted;
			}
			return save(merged);
		}

		async updateStatus(id: string, status: IAppStorageItem['status']): Promise<boolean> {
			return this.change(id, { status });
		}

		async updateSetting(id: string, setting: IAppStorageItem['settings'][string]): Promise<boolean> {
			const { settings } = await this.existing(id);
			return this.change(id, { settings: { ...settings, [setting.id]: setting } });
		}

		async updateAppInfo(id: string, info: IAppStorageItem['info']): Promise<boolean> {
			return this.change(id, { info });
		}

		async updateMarketplaceInfo(
			id: string,
			marketplaceInfo: NonNullable<IAppStorageItem['marketplaceInfo']>,
		): Promise<boolean> {
			return this.change(id, { marketplaceInfo });
		}

		private async change(id: string, changes: Partial<IAppStorageItem>): Promise<boolean> {
			await save({ ...(await this.existing(id)), ...changes });
			return true;
		}

		private async existing(id: string | undefined): Promise<IAppStorageItem> {
			const item = id === undefined ? null : await this.retrieveOne(id);
			if (!item) {
				throw new Error(`there is no app ${id}`);
			}
			return item;
		}
	}

	return new MetadataStorage();
}
