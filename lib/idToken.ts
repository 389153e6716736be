import { createHash } from 'crypto';
import type { CryptoKey, JWK } from 'jose';
import { AMR, type OpenIdClaims } from './claims';
import type { Client } from './client';
import type { MessageKind } from './messageForm';
import { OAuthError } from './OAuthError';
import type { AccessToken } from './session';
import { currentKeys, ID_TOKEN_LIFETIME, type SigningKeysRecord } from './signingKeys';
import { plus, type UnixSeconds } from './time';
import type { VerifiedAnswer } from './verifyAnswer';

/** `acr`: by what kind of message the wallet's owner was asked, named by the specification of each. */
export const ACR: Readonly<Record<MessageKind, string>> = {
	eip712: 'https://eips.ethereum.org/EIPS/eip-712',
	siwe: 'https://eips.ethereum.org/EIPS/eip-4361',
};

/**
 * The id_token for a redeemed code (OpenID Connect Core 2 and 3.1.3.3).
 * @param issuer the app's own address
 * @throws OAuthError temporarily_unavailable while there are no signing keys
 */
export async function signIdToken(
	{ timestamp, challenge }: VerifiedAnswer,
	{ id: clientId, idTokenAlgorithm: alg }: Client,
	accessToken: AccessToken,
	claims: OpenIdClaims,
	records: readonly SigningKeysRecord[],
	issuer: string,
	now: UnixSeconds,
): Promise<string> {
	const key = currentKeys(records, now)?.keys[alg];
	if (!key) {
		throw new OAuthError('temporarily_unavailable', 'error_no_master_key');
	}
	const payload = {
		...claims,
		iss: issuer,
		aud: clientId,
		iat: now,
		exp: plus(now, ID_TOKEN_LIFETIME),
		// A clock that is ahead within its tolerance must not sign in the future.
		auth_time: Math.min(timestamp, now),
		acr: ACR[challenge.kind],
		amr: AMR,
		at_hash: tokenHash(accessToken),
		...(challenge.nonce ? { nonce: challenge.nonce } : {}),
	};
	const { SignJWT } = await import('./jose');
	return new SignJWT(payload)
		.setProtectedHeader({ alg, kid: key.kid ?? '', typ: 'JWT' })
		.sign(await imported(key));
}

/** OpenID Connect Core 3.1.3.6: the left half of the hash that the algorithm's name ends with. */
function tokenHash(token: AccessToken): string {
	return createHash('sha256').update(token, 'ascii').digest().subarray(0, 16).toString('base64url');
}

type SigningKey = CryptoKey | Uint8Array;

const importedKeys = new Map<string, Promise<SigningKey>>();

/** Importing an RSA key takes longer than signing with it. */
function imported(key: JWK): Promise<SigningKey> {
	const kid = key.kid ?? '';
	const known = importedKeys.get(kid) ?? import('./jose').then(({ importJWK }) => importJWK(key));
	importedKeys.set(kid, known);
	return known;
}
