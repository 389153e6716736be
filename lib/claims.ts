import { checksumAddress } from './account';
import type { DerivedKeys } from './masterKey';
import type { Settings } from './settings';
import { walletEmail } from './walletName';
import type { WalletUser } from './walletUser';

/** What userinfo answers (OpenID Connect Core 5.1). Rocket.Chat stores every field of it on the user. */
export interface Claims {
	readonly sub: string;
	/** By what Rocket.Chat stores and finds its user; see `docs/architecture.md`, "Identity". */
	readonly id: string;
	readonly account: string;
	readonly address: string;
	readonly preferred_username: string;
	readonly name: string;
	/** The address of the account's identicon. */
	readonly picture: string;
	readonly amr: readonly string[];
	readonly email?: string;
	readonly email_verified?: boolean;
}

/** RFC 8176: proof of possession of a key. Where the wallet keeps it, nobody can tell. */
const AMR = ['pop'];

/**
 * The claims of a wallet, as Rocket.Chat needs them to find or create its user.
 * @param issuer the app's own address, below which the picture is
 */
export function claimsOf(wallet: WalletUser, settings: Settings, keys: DerivedKeys, issuer: string): Claims {
	const { account, user, linked, newName } = wallet;
	// Rocket.Chat gives a login to whoever has this address, so it is never said of a linked wallet.
	const email =
		settings.emailDomain === '' || linked
			? {}
			: { email: walletEmail(account, keys, settings.emailDomain), email_verified: false };
	return {
		sub: account,
		id: user && linked ? `user:${user.id}` : account,
		account,
		address: checksumAddress(account),
		// Only a linked wallet is found by name: Rocket.Chat merges every login into whoever bears it.
		preferred_username: user && linked ? user.username : newName,
		name: user?.name ?? newName,
		picture: `${issuer}/avatar?account=${account}`,
		amr: AMR,
		...email,
	};
}
