import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { UserId } from '../identity/User';
import { makeAssociation } from './makeAssociation';

const ADMINS = makeAssociation('admins', 'met');

/** Remembers the admins that the app has met, for it can't ask Rocket.Chat who they are. */
export class AdminStore {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	async remember(userId: UserId): Promise<void> {
		if (!(await this.ids()).has(userId)) {
			await this.writer.createWithAssociation({ userId }, ADMINS);
		}
	}

	/** Of everybody who was an admin once. Whether they still are, only Rocket.Chat knows. */
	async ids(): Promise<ReadonlySet<string>> {
		const admins = (await this.reader.readByAssociation(ADMINS)) as { userId: UserId }[];
		return new Set(admins.map(({ userId }) => userId));
	}
}
