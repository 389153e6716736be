import { randomBytes } from 'crypto';
import type { UserId } from '../identity/User';
import { type Sha256, sha256 } from '../keys/digest';
import { OAuthError } from '../oauth/OAuthError';
import type { TicketStore } from '../store/TicketStore';
import { addSeconds, type UnixSeconds } from '../time/UnixSeconds';

/** How long a ticket is valid. */
const TICKET_LIFETIME_SECONDS = 600;

/**
 * What `/wallet login` gives its user: the right to link one wallet, once. Only the hash of the ticket is kept:
 * with the ticket itself, anybody could link a wallet of their own to this user.
 */
export interface LinkTicket {
	readonly hash: Sha256;
	readonly userId: UserId;
	/** Where the command was typed, and where the answer goes. */
	readonly roomId: string;
	readonly threadId: string | undefined;
	readonly expiresAt: UnixSeconds;
}

/** Where a command was typed. */
export type Place = Pick<LinkTicket, 'userId' | 'roomId' | 'threadId'>;

/** Makes a ticket for the user who typed the command; gives its only copy. */
export async function issueTicket(place: Place, store: TicketStore, now: UnixSeconds): Promise<string> {
	const ticket = randomBytes(32).toString('base64url');
	await store.create({ ...place, hash: sha256(ticket), expiresAt: addSeconds(now, TICKET_LIFETIME_SECONDS) });
	return ticket;
}

/**
 * Finds a ticket that may still be used, by this user.
 * @throws OAuthError access_denied
 */
export async function findTicket(
	{ ticketHash, userId }: { readonly ticketHash: Sha256; readonly userId: UserId },
	store: TicketStore,
	now: UnixSeconds,
): Promise<LinkTicket> {
	const [ticket, claims] = await Promise.all([store.byHash(ticketHash), store.listClaims(ticketHash)]);
	if (!ticket || ticket.userId !== userId || now >= ticket.expiresAt || claims.length > 0) {
		throw new OAuthError('ticket');
	}
	return ticket;
}

/**
 * Uses up a ticket. Of several requests at once at most one succeeds. Two may both fail, which is safe.
 * @throws OAuthError access_denied when it was used before
 */
export async function useTicket(ticket: LinkTicket, store: TicketStore): Promise<void> {
	const claim = randomBytes(16).toString('hex');
	await store.claim(ticket, claim);
	const claims = await store.listClaims(ticket.hash);
	if (claims.length !== 1 || claims[0] !== claim) {
		throw new OAuthError('ticket');
	}
}
