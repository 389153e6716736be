import { type Account, looksLikeAddress, toChecksumAddress } from '../ethereum/account';
import type { DerivedKey } from '../keys/deriveKeys';
import type { Scope, Scopes } from '../oauth/scopes';
import type { Context } from '../provider/Context';
import type { ActiveGrant } from '../session/ActiveGrant';
import { getTellableUsername } from './getTellableUsername';
import { makePlaceholderEmail } from './makePlaceholderEmail';
import { makeUnusedUsername } from './makeUnusedUsername';
import type { Wallet } from './Wallet';

/** What Rocket.Chat's identity path answers. Rocket.Chat stores every field of it on the user. */
export interface IdentityClaims {
	readonly sub: Account;
	/** What Rocket.Chat stores and finds its user by; see `docs/architecture.md`, "Identity". */
	readonly id: string;
	readonly account: Account;
	/** In the spelling of EIP-55. */
	readonly address: string;
	readonly preferred_username: string;
	readonly name: string;
	/** The address of the account's identicon. */
	readonly picture: string;
	readonly amr: readonly string[];
	readonly email?: string;
	readonly email_verified?: boolean;
}

/** What another client may be told, and the scope that it takes (OpenID Connect Core 5.1, 5.4). */
export const CLAIM_SCOPES = {
	sub: 'openid',
	/** The same, in a word that says what it is. */
	account: 'openid',
	preferred_username: 'profile',
	name: 'profile',
	picture: 'profile',
	email: 'email',
	email_verified: 'email',
} as const satisfies Record<string, Scope>;

type OpenIdClaim = keyof typeof CLAIM_SCOPES;

/** The claims that a client gets: those of its scopes, as far as the wallet has them. */
export type OpenIdClaims = { readonly [Claim in OpenIdClaim]?: string | boolean } & { readonly sub: Account };

/** RFC 8176: proof of possession of a key. Where the wallet keeps it, nobody can tell. */
export const AMR = ['pop'];

/** What claims are made from. */
type ClaimSource = Pick<Context, 'settings' | 'keys' | 'site'>;

/** The claims of a wallet, as Rocket.Chat needs them to find or create its user. */
export async function makeIdentityClaims(
	{ wallet }: ActiveGrant<'rocketchat'>,
	source: ClaimSource & Pick<Context, 'stores'>,
): Promise<IdentityClaims> {
	const { account } = wallet;
	return {
		sub: account,
		...(await identifyUser(wallet, source)),
		account,
		address: toChecksumAddress(account),
		picture: formatPicture(account, source),
		amr: AMR,
	};
}

type Identity = Pick<IdentityClaims, 'id' | 'preferred_username' | 'name' | 'email' | 'email_verified'>;

/**
 * What Rocket.Chat finds the user by. It keeps one id for each user, so all wallets of a user have to say the same:
 * that of the wallet whose first login created the user.
 */
async function identifyUser(
	wallet: Wallet,
	{ settings, keys, stores }: ClaimSource & Pick<Context, 'stores'>,
): Promise<Identity> {
	const { account } = wallet;
	switch (wallet.kind) {
		case 'new': {
			const { username } = wallet;
			return {
				id: account,
				preferred_username: username,
				name: username,
				...makeEmailClaims(account, settings, keys.emailTag),
			};
		}
		case 'created': {
			const username = makeUnusedUsername(account, keys);
			const email = makeEmailClaims(account, settings, keys.emailTag);
			return {
				id: account,
				preferred_username: username,
				name: wallet.user.name ?? wallet.user.username,
				...email,
			};
		}
		case 'linked': {
			// No e-mail address: Rocket.Chat would give the login to the user who has it.
			const { user } = wallet;
			const creator = await stores.wallets.findCreator(user.id);
			// Without a name Rocket.Chat takes preferred_username, and writes it.
			const name = user.name ?? user.username;
			return creator
				? { id: creator, preferred_username: makeUnusedUsername(creator, keys), name }
				: // Only this user is found by name: Rocket.Chat merges a login into the user of that name.
					{ id: `user:${user.id}`, preferred_username: user.username, name };
		}
	}
}

/** The claims of a wallet for any other client, as far as its scopes go. */
export function makeOpenIdClaims({ wallet, session }: ActiveGrant, source: ClaimSource): OpenIdClaims {
	const { account } = wallet;
	const email =
		wallet.kind === 'linked' ? {} : makeEmailClaims(account, source.settings, source.keys.emailTagElsewhere);
	const all = {
		sub: account,
		account,
		...makeProfileClaims(wallet),
		picture: formatPicture(account, source),
		...email,
	};
	return pick(all, session.scopes);
}

function makeProfileClaims(wallet: Wallet) {
	// Not the name of a user to come: a tool that knows it could register it at Rocket.Chat first.
	const username = getTellableUsername(wallet) ?? wallet.account;
	const name = wallet.kind === 'new' ? undefined : wallet.user.name;
	return { preferred_username: username, name: name && !looksLikeAddress(name) ? name : username };
}

function pick(claims: OpenIdClaims, scopes: Scopes): OpenIdClaims {
	const granted = Object.entries(claims).filter(([claim]) => scopes.has(CLAIM_SCOPES[claim as OpenIdClaim]));
	// Whatever it asked for, a client learns which account it is.
	return {
		...Object.fromEntries(granted),
		sub: claims.sub,
		...(claims.account ? { account: claims.account } : {}),
	};
}

function formatPicture(account: Account, { site }: ClaimSource): string {
	return `${site.issuer}/avatar?account=${account}`;
}

function makeEmailClaims(
	account: Account,
	{ emailDomain }: ClaimSource['settings'],
	tagKey: DerivedKey<'email tag'> | DerivedKey<'email tag elsewhere'>,
) {
	return emailDomain
		? { email: makePlaceholderEmail(account, tagKey, emailDomain), email_verified: false }
		: {};
}
