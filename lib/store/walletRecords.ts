import type { Account } from '../ethereum/account';
import type { UserId } from '../identity/User';
import type { UnixSeconds } from '../time/UnixSeconds';

/** A wallet that logs a user in: its first login created the user, or the user linked it with `/wallet login`. */
export interface UserWallet {
	readonly kind: 'created' | 'linked';
	readonly account: Account;
	readonly userId: UserId;
	readonly since: UnixSeconds;
	/** Of a link, since 0.2.0: what names the attempt that made it. */
	readonly attempt?: string;
}

/** A wallet that is refused, no matter whose it was. */
export interface BlockedWallet {
	readonly kind: 'blocked';
	readonly account: Account;
	/** Whom it belonged to. */
	readonly userId?: UserId;
	readonly since: UnixSeconds;
}

export type WalletOwner = UserWallet | BlockedWallet;

/** That a wallet was separated from the user it had created: Rocket.Chat may give that user's names to anybody. */
export interface Release {
	readonly kind: 'released';
	readonly account: Account;
	readonly since: UnixSeconds;
}
