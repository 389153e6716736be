import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { randomBytes } from 'crypto';
import type { Account } from '../ethereum/account';
import type { UserId } from '../identity/User';
import type { UnixSeconds } from '../time/UnixSeconds';
import { chooseExpiryBucket } from './expiryBucket';
import { getHourEnd, makeAssociation, toHour } from './makeAssociation';

/** A wallet that logs a user in: its first login created the user, or the user linked it with `/wallet login`. */
export interface UserWallet {
	readonly kind: 'created' | 'linked';
	readonly account: Account;
	readonly userId: UserId;
	readonly since: UnixSeconds;
}

/** A wallet that is refused, no matter whose it was. */
interface BlockedWallet {
	readonly kind: 'blocked';
	readonly account: Account;
	/** Whom it belonged to. */
	readonly userId?: UserId;
	readonly since: UnixSeconds;
}

export type WalletOwner = UserWallet | BlockedWallet;

/** That a wallet without a user has got as far as a token. */
export interface Newcomer {
	readonly id: string;
	readonly account: Account;
	readonly since: UnixSeconds;
}

/** How an attempt to link a wallet has ended. */
export interface LinkResult {
	readonly isLinked: boolean;
	/** What names the attempt, if the wallet was not this user's before. */
	readonly attempt: string | undefined;
}

/** That a wallet was separated from the user it had created: Rocket.Chat may give the names it had to anybody. */
interface Release {
	readonly kind: 'released';
	readonly account: Account;
	readonly since: UnixSeconds;
}

/** What is known of a wallet. */
export interface WalletRecord {
	readonly owner: WalletOwner | undefined;
	/** How often it was separated from a user it had created. */
	readonly releases: number;
}

/** What counts when a wallet has more than one record: a block before a link before its own user. */
const PRECEDENCE = ['blocked', 'linked', 'created'] as const;

/** Keeps which user a wallet belongs to. */
export class WalletStore {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	async recordOf(account: Account): Promise<WalletRecord> {
		const records = (await this.reader.readByAssociation(wallet(account))) as (WalletOwner | Release)[];
		const owners = records.filter((record) => record.kind !== 'released');
		const [owner] = PRECEDENCE.flatMap((kind) =>
			owners.filter((record) => record.kind === kind).sort((a, b) => a.since - b.since),
		);
		return { owner, releases: records.length - owners.length };
	}

	/** Whose a wallet is; once it is no longer linked, the user it had created counts again. */
	async ownerOf(account: Account): Promise<WalletOwner | undefined> {
		return (await this.recordOf(account)).owner;
	}

	/** All wallets that are, or were at their creation, a user's; blocked ones included. */
	async walletsOf(userId: UserId): Promise<WalletOwner[]> {
		return this.read(makeAssociation('wallet-of-user', userId));
	}

	/** The wallet whose first login created a user, no matter whose it is now; undefined for a user who came another way. */
	async creatorOf(userId: UserId): Promise<Account | undefined> {
		const created = (await this.walletsOf(userId)).filter(({ kind }) => kind === 'created');
		return created.sort((one, other) => one.since - other.since)[0]?.account;
	}

	/** Records that Rocket.Chat created this user at the wallet's first login. */
	async recordCreated(account: Account, userId: UserId, now: UnixSeconds): Promise<void> {
		await this.create({ kind: 'created', account, userId, since: now }, [creation(account)]);
	}

	/** Notes that a wallet without a user has got as far as a token. */
	async addNewcomer(account: Account, now: UnixSeconds): Promise<Newcomer> {
		const note: Newcomer = { id: randomBytes(16).toString('base64url'), account, since: now };
		await this.writer.createWithAssociations(note, [
			makeAssociation('newcomer', String(toHour(now))),
			makeAssociation('newcomer-account', `${toHour(now)} ${account}`),
			makeAssociation('newcomer-note', note.id),
			// Counted until then.
			chooseExpiryBucket(getHourEnd(now), note.id),
		]);
		return note;
	}

	/** Removes this note alone: the wallet may have others. */
	async removeNewcomer({ id }: Newcomer): Promise<void> {
		await this.writer.removeByAssociation(makeAssociation('newcomer-note', id));
	}

	async isNewcomer(account: Account, now: UnixSeconds): Promise<boolean> {
		const key = makeAssociation('newcomer-account', `${toHour(now)} ${account}`);
		return (await this.reader.readByAssociation(key)).length > 0;
	}

	/** The notes of all wallets without a user that have got a token in the hour of this moment. */
	async newcomersInHourOf(now: UnixSeconds): Promise<Newcomer[]> {
		return (await this.reader.readByAssociation(
			makeAssociation('newcomer', String(toHour(now))),
		)) as Newcomer[];
	}

	/**
	 * Links a wallet to a user, unless it is linked already: of two users who try at once at most one succeeds.
	 * @returns whether the wallet is this user's now, and by which attempt if it was not before
	 */
	async link(account: Account, userId: UserId, now: UnixSeconds): Promise<LinkResult> {
		const before = await this.links(account);
		if (before.length > 0) {
			return { isLinked: before.every((link) => link.userId === userId), attempt: undefined };
		}
		const attempt = randomBytes(16).toString('base64url');
		const mine = makeAssociation('link-attempt', attempt);
		let isMine = false;
		try {
			await this.create({ kind: 'linked', account, userId, since: now }, [link(account), mine]);
			isMine = (await this.links(account)).every((other) => other.userId === userId);
		} finally {
			// Also when it is not known: a user who reads that it failed must not be linked.
			if (!isMine) {
				await this.writer.removeByAssociation(mine);
			}
		}
		return { isLinked: isMine, attempt };
	}

	/** Takes back what an attempt has made, and no more. */
	async unlinkAttempt(attempt: string): Promise<void> {
		await this.writer.removeByAssociation(makeAssociation('link-attempt', attempt));
	}

	async unlink(account: Account): Promise<void> {
		await this.writer.removeByAssociation(link(account));
	}

	/** Refuses a wallet from now on. @param userId whom it belonged to */
	async block(account: Account, userId: UserId | undefined, now: UnixSeconds): Promise<void> {
		const owner: BlockedWallet = { kind: 'blocked', account, ...(userId ? { userId } : {}), since: now };
		await this.create(owner, [blockOf(account)]);
	}

	async unblock(account: Account): Promise<void> {
		await this.writer.removeByAssociation(blockOf(account));
	}

	/** Separates a wallet from the user it had created. */
	async release(account: Account, now: UnixSeconds): Promise<void> {
		const release: Release = { kind: 'released', account, since: now };
		await this.writer.createWithAssociations(release, [wallet(account)]);
		await this.writer.removeByAssociation(creation(account));
	}

	private async links(account: Account): Promise<UserWallet[]> {
		return this.read(link(account));
	}

	private async create(owner: WalletOwner, more: RocketChatAssociationRecord[]): Promise<void> {
		await this.writer.createWithAssociations(owner, [
			wallet(owner.account),
			...(owner.userId ? [makeAssociation('wallet-of-user', owner.userId)] : []),
			...more,
		]);
	}

	private async read<Owner extends WalletOwner>(key: RocketChatAssociationRecord): Promise<Owner[]> {
		return (await this.reader.readByAssociation(key)) as Owner[];
	}
}

function wallet(account: Account): RocketChatAssociationRecord {
	return makeAssociation('wallet', account);
}

function creation(account: Account): RocketChatAssociationRecord {
	return makeAssociation('creation', account);
}

function link(account: Account): RocketChatAssociationRecord {
	return makeAssociation('link', account);
}

function blockOf(account: Account): RocketChatAssociationRecord {
	return makeAssociation('block', account);
}
