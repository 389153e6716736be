import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { Stores } from '../../lib/host/Stores';
import type { Users } from '../../lib/host/Users';
import type { Context } from '../../lib/provider/Context';
import type { Session } from '../../lib/session/Session';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import { AccountStore } from '../../lib/store/AccountStore';
import { NewcomerStore } from '../../lib/store/NewcomerStore';
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
	/** The records after each change, for reads that are late. */
	private readonly states: { data: unknown; keys: string[] }[][] = [[]];

	/** @param lag how many changes a read is behind, as a secondary of the database may be; without it none */
	constructor(
		private readonly pause: () => Promise<unknown> = async () => undefined,
		private readonly lag?: () => number,
	) {}

	async createWithAssociations(data: object, associations: RocketChatAssociationRecord[]) {
		await this.pause();
		this.records.push({ data, keys: associations.map((association) => association.getID()) });
		this.keepState();
		return 'id';
	}

	async createWithAssociation(data: object, association: RocketChatAssociationRecord) {
		return this.createWithAssociations(data, [association]);
	}

	async readByAssociation(association: RocketChatAssociationRecord) {
		await this.pause();
		this.readCounts.set(association.getID(), this.readsOf(association.getID()) + 1);
		if (!this.lag) {
			return this.find(association).map(({ data }) => data);
		}
		const state = this.states.at(-1 - Math.min(this.lag(), this.states.length - 1)) ?? [];
		return state.filter(({ keys }) => keys.includes(association.getID())).map(({ data }) => data);
	}

	private keepState(): void {
		if (this.lag) {
			this.states.push([...this.records]);
		}
	}

	async removeByAssociation(association: RocketChatAssociationRecord) {
		await this.pause();
		const found = this.find(association);
		await this.pause();
		for (const record of found) {
			const index = this.records.indexOf(record);
			if (index >= 0) {
				this.records.splice(index, 1);
				this.keepState();
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
	return { ...contextAt(now), settings: UNCOUNTED, stores: storesOn(persistence) };
}

/** Nobody has a user yet, and who comes is not counted. */
const UNCOUNTED = parseSettings({ ...DEFAULTS, 'new-users-per-hour': 0 });

function storesOn(persistence: RacyPersistence): Stores {
	const [reader, writer] = halves(persistence);
	const users = { byName: async () => undefined, byId: async () => undefined } as unknown as Users;
	return {
		accounts: new AccountStore(reader),
		sessions: storeOn(persistence),
		wallets: new WalletStore(reader, writer),
		newcomers: new NewcomerStore(reader, writer),
		users,
	} as Stores;
}

export function storeOn(persistence: RacyPersistence): SessionStore {
	return new SessionStore(...halves(persistence));
}
