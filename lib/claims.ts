import { type Account, checksumAddress, parseAccount } from './account';
import type { DerivedKeys } from './masterKey';
import type { Settings } from './settings';
import { walletEmail } from './walletName';
import type { WalletUser } from './walletUser';

/** What Rocket.Chat's identity path answers. Rocket.Chat stores every field of it on the user. */
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

/** What a client that speaks OpenID Connect is told, by scope (OpenID Connect Core 5.1, 5.4). */
export interface OpenIdClaims {
	readonly sub: string;
	/** The same, in a word that says what it is. */
	readonly account: string;
	readonly preferred_username?: string;
	readonly name?: string;
	readonly picture?: string;
	readonly email?: string;
	readonly email_verified?: boolean;
}

/** RFC 8176: proof of possession of a key. Where the wallet keeps it, nobody can tell. */
export const AMR = ['pop'];

/**
 * The claims of a wallet, as Rocket.Chat needs them to find or create its user.
 * @param issuer the app's own address, below which the picture is
 */
export function claimsOf(wallet: WalletUser, settings: Settings, keys: DerivedKeys, issuer: string): Claims {
	const { account, user, linked, newName } = wallet;
	return {
		sub: account,
		id: user && linked ? `user:${user.id}` : account,
		account,
		address: checksumAddress(account),
		// Only a linked wallet is found by name: Rocket.Chat merges every login into whoever bears it.
		preferred_username: user && linked ? user.username : newName,
		name: user?.name ?? newName,
		picture: pictureOf(account, issuer),
		amr: AMR,
		...emailOf(wallet, settings, keys.emailTag),
	};
}

/** The claims of a wallet for any other client, as far as the scope goes. */
export function openIdClaimsOf(
	wallet: WalletUser,
	scope: string,
	settings: Settings,
	keys: DerivedKeys,
	issuer: string,
): OpenIdClaims {
	const { account, user } = wallet;
	const scopes = scope.split(' ');
	// Not the name of a user to come: whoever is told it could register it at Rocket.Chat first.
	const username = user && !parseAccount(user.username) ? user.username : account;
	const profile = {
		preferred_username: username,
		name: user?.name ?? username,
		picture: pictureOf(account, issuer),
	};
	return {
		sub: account,
		account,
		...(scopes.includes('profile') ? profile : {}),
		...(scopes.includes('email') ? emailOf(wallet, settings, keys.emailTagElsewhere) : {}),
	};
}

function pictureOf(account: Account, issuer: string): string {
	return `${issuer}/avatar?account=${account}`;
}

/** Rocket.Chat gives a login to whoever has this address, so it is never said of a linked wallet. */
function emailOf({ account, linked }: WalletUser, { emailDomain }: Settings, tagKey: Buffer) {
	return emailDomain === '' || linked
		? {}
		: { email: walletEmail(account, tagKey, emailDomain), email_verified: false };
}
