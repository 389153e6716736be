import { createHash } from 'crypto';
import type { CryptoKey } from 'jose';
import { AMR, type OpenIdClaims } from '../identity/claims';
import { ID_TOKEN_LIFETIME, type SigningKey } from '../keys/signingKeys';
import type { MessageKind } from '../login/MessageForm';
import type { VerifiedChallenge } from '../login/verifyChallenge';
import type { AccessToken } from '../session/Session';
import { plus, type UnixSeconds } from '../time/UnixSeconds';

/** `acr`: by what kind of message the wallet's owner was asked, named by the specification of each. */
export const ACR: Readonly<Record<MessageKind, string>> = {
	eip712: 'https://eips.ethereum.org/EIPS/eip-712',
	siwe: 'https://eips.ethereum.org/EIPS/eip-4361',
};

/**
 * The id_token for a redeemed code (OpenID Connect Core 2 and 3.1.3.3).
 * @param issuer the app's own address
 */
export async function signIdToken(
	{ timestamp, challenge }: VerifiedChallenge,
	clientId: string,
	accessToken: AccessToken,
	claims: OpenIdClaims,
	key: SigningKey,
	issuer: string,
	now: UnixSeconds,
): Promise<string> {
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
	const { SignJWT } = await import('../keys/jose');
	return new SignJWT(payload)
		.setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
		.sign(await imported(key));
}

/** OpenID Connect Core 3.1.3.6: the left half of the hash that the algorithm's name ends with. */
function tokenHash(token: AccessToken): string {
	return createHash('sha256').update(token, 'ascii').digest().subarray(0, 16).toString('base64url');
}

type ImportedKey = CryptoKey | Uint8Array;

const importedKeys = new Map<string, Promise<ImportedKey>>();

/** Importing an RSA key takes longer than signing with it. */
function imported(key: SigningKey): Promise<ImportedKey> {
	const known = importedKeys.get(key.kid) ?? import('../keys/jose').then(({ importJWK }) => importJWK(key));
	importedKeys.set(key.kid, known);
	return known;
}
