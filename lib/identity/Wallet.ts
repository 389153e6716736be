import type { Account } from '../ethereum/account';
import type { User } from './User';

/** A wallet and the Rocket.Chat user it logs in as, as they are at this moment. */
export type Wallet = NewWallet | CreatedWallet | LinkedWallet;

/** Rocket.Chat creates a user at its first login. */
interface NewWallet {
	readonly kind: 'new';
	readonly account: Account;
	/** For Rocket.Chat to create the user by; nobody has this username. */
	readonly username: string;
}

/** Its first login created the user. */
interface CreatedWallet {
	readonly kind: 'created';
	readonly account: Account;
	readonly user: User;
	/** False while only the user's name and the time of its creation tell. */
	readonly isRecorded: boolean;
}

/** The user linked it with `/wallet login`. */
interface LinkedWallet {
	readonly kind: 'linked';
	readonly account: Account;
	readonly user: User;
}
