import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { PersistenceBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { Association } from './appPersistence';
import type { BridgeHost } from './bridgeHost';

export function persistenceBridge({ engine, persistence }: BridgeHost): PersistenceBridge {
	class Persistence extends engine.bridges.PersistenceBridge {
		protected async purge(appId: string): Promise<void> {
			await persistence.removeAll(appId);
		}

		protected async create(data: object, appId: string): Promise<string> {
			return persistence.create(data, null, appId);
		}

		protected async createWithAssociations(
			data: object,
			associations: RocketChatAssociationRecord[],
			appId: string,
		): Promise<string> {
			return persistence.create(data, plain(associations), appId);
		}

		protected async readById(id: string): Promise<object> {
			return (await persistence.readById(id)) ?? {};
		}

		protected async readByAssociations(
			associations: RocketChatAssociationRecord[],
			appId: string,
		): Promise<object[]> {
			return persistence.readByAssociations(plain(associations), appId);
		}

		protected async remove(id: string, appId: string): Promise<object | undefined> {
			return persistence.removeById(id, appId);
		}

		protected async removeByAssociations(
			associations: RocketChatAssociationRecord[],
			appId: string,
		): Promise<object[] | undefined> {
			return persistence.removeByAssociations(plain(associations), appId);
		}

		protected async update(): Promise<string> {
			throw new Error('Not implemented.');
		}

		protected async updateByAssociations(
			associations: RocketChatAssociationRecord[],
			data: object,
			upsert: boolean,
			appId: string,
		): Promise<string> {
			if (typeof data !== 'object') {
				throw new Error('Attempted to store an invalid data type, it must be an object.');
			}
			return (await persistence.updateByAssociations(plain(associations), data, upsert, appId)) ?? '';
		}
	}

	return new Persistence();
}

/** What arrives from the sandbox has the records' fields, but not their class. */
function plain(associations: RocketChatAssociationRecord[]): Association[] {
	return associations as unknown as Association[];
}
