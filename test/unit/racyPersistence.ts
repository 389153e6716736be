import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { Stores } from '../../lib/host/Stores';
import type { Context } from '../../lib/provider/Context';
import type { Session } from '../../lib/session/Session';
import { SessionStore } from '../../lib/store/SessionStore';
import { WalletStore } from '../../lib/store/WalletStore';
import type { UnixSeconds } from '../../lib/time/UnixSeconds';
import { contextAt } from './signing';

/**
 * The host's persistence, in memory, with its one weakness: a removal is a find and then a delete. `pause`
 * decides in which order racing calls reach the store, so that a property can try them all.
 */
export class RacyPersistence {
	readonly records: { data: unknown; keys: string[] }[] = [];
	private readonly readCounts = new Map<string, number>();

	constructor(private readonly pause: () => Promise<unknown> = async () => undefined) {}

	async createWithAssociations(data: object, associations: RocketChatAssociationRecord[]) {
		await this.pause();
		this.records.push({ data, keys: associations.map((association) => association.getID()) });
		return 'id';
	}

	async createWithAssociation(data: object, association: RocketChatAssociationRecord) {
		return this.createWithAssociations(data, [association]);
	}

	async readByAssociation(association: RocketChatAssociationRecord) {
		await this.pause();
		this.readCounts.set(association.getID(), this.readsOf(association.getID()) + 1);
		return this.find(association).map(({ data }) => data);
	}

	async removeByAssociation(association: RocketChatAssociationRecord) {
		await this.pause();
		const found = this.find(association);
		await this.pause();
		for (const record of found) {
			const index = this.records.indexOf(record);
			if (index >= 0) {
				this.records.splice(index, 1);
			}
		}
		return found.map(({ data }) => data);
	}

	private find(association: RocketChatAssociationRecord) {
		return this.records.filter(({ keys }) => keys.includes(association.getID()));
	}

	/** How often the records of this key were read. */
	readsOf(key: string): number {
		return this.readCounts.get(key) ?? 0;
	}

	/** Whose records there are. */
	accounts(): Set<string> {
		return new Set(this.records.map(({ data }) => (data as { account: string }).account));
	}

	sessions(): Session[] {
		return this.records
			.map(({ data }) => data as Session & { kind: string })
			.filter(({ kind }) => kind === 'session');
	}
}

/** The two halves by which the app's stores know it. */
export function halves(persistence: RacyPersistence): readonly [IPersistenceRead, IPersistence] {
	return [persistence as unknown as IPersistenceRead, persistence as unknown as IPersistence];
}

/** What a request works with, over this persistence, in a process that has just started. */
export function contextOn(persistence: RacyPersistence, now: UnixSeconds): Context {
	const wallets = new WalletStore(...halves(persistence));
	const stores = { sessions: storeOn(persistence), wallets } as Stores;
	return { ...contextAt(now), stores };
}

export function storeOn(persistence: RacyPersistence): SessionStore {
	return new SessionStore(...halves(persistence));
}
