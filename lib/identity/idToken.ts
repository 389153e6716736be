import { createHash } from 'crypto';
import type { CryptoKey } from 'jose';
import { ID_TOKEN_LIFETIME_SECONDS, type SigningKey } from '../keys/signingKeys';
import type { MessageKind } from '../login/MessageForm';
import type { VerifiedChallenge } from '../login/verifyChallenge';
import type { Context } from '../provider/Context';
import type { AccessToken } from '../session/accessToken';
import type { IssuedTokens } from '../session/issueTokens';
import { addSeconds } from '../time/UnixSeconds';
import { AMR, type OpenIdClaims } from './claims';

/** `acr`: by what kind of message the wallet's owner was asked, named by the specification of each. */
export const ACR: Readonly<Record<MessageKind, string>> = {
	eip712: 'https://eips.ethereum.org/EIPS/eip-712',
	siwe: 'https://eips.ethereum.org/EIPS/eip-4361',
};

/** What an id_token says besides the claims (OpenID Connect Core 2 and 3.1.3.6). */
export const ID_TOKEN_CLAIMS = [
	'iss',
	'aud',
	'iat',
	'exp',
	'auth_time',
	'nonce',
	'acr',
	'amr',
	'at_hash',
] as const;

/** What an id_token is made of. */
interface IdTokenSource {
	readonly verified: VerifiedChallenge;
	readonly tokens: IssuedTokens;
	readonly claims: OpenIdClaims;
	readonly key: SigningKey;
}

/** The id_token for a redeemed code (OpenID Connect Core 2 and 3.1.3.3). */
export async function signIdToken(
	{ verified, tokens, claims, key }: IdTokenSource,
	{ site, caches, now }: Pick<Context, 'site' | 'caches' | 'now'>,
): Promise<string> {
	const { timestamp, challenge } = verified;
	const own = {
		iss: site.issuer,
		aud: challenge.binding.clientId,
		iat: now,
		exp: addSeconds(now, ID_TOKEN_LIFETIME_SECONDS),
		// A clock that is ahead within its tolerance must not sign in the future.
		auth_time: Math.min(timestamp, now),
		...(challenge.binding.nonce === undefined ? {} : { nonce: challenge.binding.nonce }),
		acr: ACR[challenge.kind],
		amr: AMR,
		at_hash: tokenHash(tokens.accessToken),
	} satisfies Partial<Record<(typeof ID_TOKEN_CLAIMS)[number], unknown>>;
	const { SignJWT } = await import('../keys/jose');
	return new SignJWT({ ...claims, ...own })
		.setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
		.sign(await importedKey(key, caches));
}

/** OpenID Connect Core 3.1.3.6: the left half of the hash that the algorithm's name ends with. */
function tokenHash(token: AccessToken): string {
	return createHash('sha256').update(token, 'ascii').digest().subarray(0, 16).toString('base64url');
}

export type ImportedKey = CryptoKey | Uint8Array;

/** Importing an RSA key takes longer than signing with it. */
async function importedKey(key: SigningKey, { importedKeys }: Context['caches']): Promise<ImportedKey> {
	const cached = importedKeys.get(key.kid);
	if (cached) {
		return cached;
	}
	const { importJWK } = await import('../keys/jose');
	const imported = await importJWK(key);
	importedKeys.set(key.kid, imported);
	return imported;
}
