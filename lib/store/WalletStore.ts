import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { randomBytes } from 'crypto';
import type { Account } from '../ethereum/account';
import type { UserId } from '../identity/User';
import type { UnixSeconds } from '../time/UnixSeconds';
import { AccountRecords } from './AccountRecords';
import { associateAccount } from './associateAccount';
import { makeAssociation } from './makeAssociation';
import type { BlockedWallet, Release, UserWallet, WalletOwner } from './walletRecords';

/** How an attempt to link a wallet has ended. */
export interface LinkResult {
	readonly isLinked: boolean;
	/** What names the attempt, if the wallet was not this user's before. */
	readonly attempt: string | undefined;
}

/** Keeps which user a wallet belongs to. */
export class WalletStore {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	async findOwner(account: Account): Promise<WalletOwner | undefined> {
		return new AccountRecords(await this.reader.readByAssociation(associateAccount(account))).owner;
	}

	/** All wallets that are, or were at their creation, a user's; blocked ones included. */
	async listByUser(userId: UserId): Promise<WalletOwner[]> {
		return this.read(makeAssociation('wallet-of-user', userId));
	}

	/** The wallet whose first login created a user, no matter whose it is now; undefined for a user who came another way. */
	async findCreator(userId: UserId): Promise<Account | undefined> {
		const created = (await this.listByUser(userId)).filter(({ kind }) => kind === 'created');
		return created.sort((one, other) => one.since - other.since)[0]?.account;
	}

	/** Records that Rocket.Chat created this user at the wallet's first login. */
	async recordCreated(account: Account, userId: UserId, now: UnixSeconds): Promise<void> {
		await this.create({ kind: 'created', account, userId, since: now }, [associateCreation(account)]);
	}

	/**
	 * Links a wallet to a user, unless it is linked already: of two users who try at once at most one succeeds.
	 * @returns whether the wallet is this user's now, and by which attempt if it was not before
	 */
	async link(account: Account, userId: UserId, now: UnixSeconds): Promise<LinkResult> {
		const before = await this.listLinks(account);
		if (before.length > 0) {
			return { isLinked: before.every((link) => link.userId === userId), attempt: undefined };
		}
		const attempt = randomBytes(16).toString('base64url');
		const mine = makeAssociation('link-attempt', attempt);
		let isMine = false;
		try {
			await this.create({ kind: 'linked', account, userId, since: now, attempt }, [
				associateLink(account),
				mine,
			]);
			const links = await this.listLinks(account);
			// A read that does not show this very link is stale, and may miss somebody else's.
			isMine =
				links.some((link) => link.attempt === attempt) && links.every((link) => link.userId === userId);
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
		await this.writer.removeByAssociation(associateLink(account));
	}

	/** Refuses a wallet from now on. @param userId whom it belonged to */
	async block(account: Account, userId: UserId | undefined, now: UnixSeconds): Promise<void> {
		const owner: BlockedWallet = { kind: 'blocked', account, ...(userId ? { userId } : {}), since: now };
		await this.create(owner, [associateBlock(account)]);
	}

	async unblock(account: Account): Promise<void> {
		await this.writer.removeByAssociation(associateBlock(account));
	}

	/** Separates a wallet from the user it had created. */
	async release(account: Account, now: UnixSeconds): Promise<void> {
		const release: Release = { kind: 'released', account, since: now };
		await this.writer.createWithAssociations(release, [associateAccount(account)]);
		await this.writer.removeByAssociation(associateCreation(account));
	}

	private async listLinks(account: Account): Promise<UserWallet[]> {
		return this.read(associateLink(account));
	}

	private async create(owner: WalletOwner, more: RocketChatAssociationRecord[]): Promise<void> {
		await this.writer.createWithAssociations(owner, [
			associateAccount(owner.account),
			...(owner.userId ? [makeAssociation('wallet-of-user', owner.userId)] : []),
			...more,
		]);
	}

	private async read<Owner extends WalletOwner>(key: RocketChatAssociationRecord): Promise<Owner[]> {
		return (await this.reader.readByAssociation(key)) as Owner[];
	}
}

function associateCreation(account: Account): RocketChatAssociationRecord {
	return makeAssociation('creation', account);
}

function associateLink(account: Account): RocketChatAssociationRecord {
	return makeAssociation('link', account);
}

function associateBlock(account: Account): RocketChatAssociationRecord {
	return makeAssociation('block', account);
}
