import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Sha256 } from '../keys/digest';
import type { LinkTicket } from '../link/linkTicket';
import { chooseExpiryBucket } from './expiryBucket';
import { makeAssociation } from './makeAssociation';

/** Keeps tickets of `/wallet login`, and who has used them. */
export class TicketStore {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	async create(ticket: LinkTicket): Promise<void> {
		await this.writer.createWithAssociations(ticket, [
			makeAssociation('ticket', ticket.hash),
			chooseExpiryBucket(ticket.expiresAt, ticket.hash),
		]);
	}

	async byHash(hash: Sha256): Promise<LinkTicket | undefined> {
		const [ticket] = (await this.reader.readByAssociation(makeAssociation('ticket', hash))) as LinkTicket[];
		// Outside threads there is null or nothing, and an older version kept ''.
		return ticket && { ...ticket, threadId: ticket.threadId || undefined };
	}

	async claim({ hash, expiresAt }: LinkTicket, claim: string): Promise<void> {
		await this.writer.createWithAssociations({ claim }, [
			makeAssociation('ticket-claim', hash),
			chooseExpiryBucket(expiresAt, hash),
		]);
	}

	async listClaims(hash: Sha256): Promise<string[]> {
		const claims = await this.reader.readByAssociation(makeAssociation('ticket-claim', hash));
		return (claims as { claim: string }[]).map(({ claim }) => claim);
	}
}
