import { type Account, checksumAddress, parseAccount } from '../ethereum/account';
import type { DerivedKeys } from '../keys/deriveKeys';
import type { AppSettings } from '../settings/AppSettings';
import type { Wallet } from './findWallet';
import { returningName, walletEmail } from './walletName';

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
 * @param creator of the user who linked the wallet, as `creatorOf` gives it
 * @param issuer the app's own address, below which the picture is
 */
export function claimsOf(
	wallet: Wallet,
	creator: Account | undefined,
	settings: AppSettings,
	keys: DerivedKeys,
	issuer: string,
): Claims {
	const { account, user } = wallet;
	return {
		sub: account,
		...identityOf(wallet, creator, settings, keys),
		account,
		address: checksumAddress(account),
		name: user?.name ?? wallet.newName,
		picture: pictureOf(account, issuer),
		amr: AMR,
	};
}

/**
 * By what Rocket.Chat finds the user. It keeps one id for each, so all wallets of a user have to say the same: that
 * of the wallet whose first login created the user.
 */
function identityOf(
	{ account, user, linked, newName }: Wallet,
	creator: Account | undefined,
	settings: AppSettings,
	keys: DerivedKeys,
): Pick<Claims, 'id' | 'preferred_username' | 'email' | 'email_verified'> {
	if (user && linked) {
		// No e-mail address: Rocket.Chat would give the login to whoever has it.
		return creator
			? { id: creator, preferred_username: returningName(creator, keys) }
			: // Only this user is found by name: Rocket.Chat merges every login into whoever bears it.
				{ id: `user:${user.id}`, preferred_username: user.username };
	}
	return { id: account, preferred_username: newName, ...emailOf(account, settings, keys.emailTag) };
}

/** The claims of a wallet for any other client, as far as the scope goes. */
export function openIdClaimsOf(
	wallet: Wallet,
	scope: string,
	settings: AppSettings,
	keys: DerivedKeys,
	issuer: string,
): OpenIdClaims {
	const { account, user, linked } = wallet;
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
		...(scopes.includes('email') && !linked ? emailOf(account, settings, keys.emailTagElsewhere) : {}),
	};
}

function pictureOf(account: Account, issuer: string): string {
	return `${issuer}/avatar?account=${account}`;
}

function emailOf(account: Account, { emailDomain }: AppSettings, tagKey: Buffer) {
	return emailDomain === ''
		? {}
		: { email: walletEmail(account, tagKey, emailDomain), email_verified: false };
}
