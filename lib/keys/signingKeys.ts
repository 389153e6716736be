import type { JWK } from 'jose';
import type { SigningAlgorithm } from '../oauth/Client';
import { OAuthError } from '../oauth/OAuthError';
import type { UnixSeconds } from '../time/UnixSeconds';

/** A private key as JWK (RFC 7517) that says its name and what it is for. */
export type SigningKey = JWK & { readonly kid: string; readonly alg: SigningAlgorithm };

/** One key for each algorithm. */
export type SigningKeys = Readonly<Record<SigningAlgorithm, SigningKey>>;

/** Keys as they are kept. Each rotation makes the next generation. */
export interface SigningKeysRecord {
	readonly id: string;
	readonly generation: number;
	readonly createdAt: UnixSeconds;
	readonly keys: SigningKeys;
}

export const ID_TOKEN_LIFETIME_SECONDS = 3600;

/** How long new keys are published before they sign: instances and clients cache the old ones. */
const PUBLISHED_AHEAD_SECONDS = 300;

/** Makes a key for each algorithm. An RSA key takes a second. */
export async function makeSigningKeys(): Promise<SigningKeys> {
	const [ES256, RS256] = await Promise.all([makeKey('ES256'), makeKey('RS256')]);
	return { ES256, RS256 };
}

async function makeKey(alg: SigningAlgorithm): Promise<SigningKey> {
	const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import('./jose');
	const { privateKey } = await generateKeyPair(alg, { extractable: true });
	const jwk = await exportJWK(privateKey);
	return { ...jwk, alg, use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}

/**
 * The record that signs now: of the newest generation that has been published long enough the oldest record,
 * should two instances have made one at the same time. Undefined when there is none at all.
 */
export function findCurrentKeys(
	records: readonly SigningKeysRecord[],
	now: UnixSeconds,
): SigningKeysRecord | undefined {
	const known = records.filter(({ createdAt }) => createdAt + PUBLISHED_AHEAD_SECONDS <= now);
	return [...(known.length > 0 ? known : records)].sort(
		(one, other) =>
			other.generation - one.generation || one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1),
	)[0];
}

/**
 * The key that signs now by this algorithm.
 * @throws OAuthError temporarily_unavailable while there are no keys
 */
export function chooseSigningKey(
	records: readonly SigningKeysRecord[],
	algorithm: SigningAlgorithm,
	now: UnixSeconds,
): SigningKey {
	const current = findCurrentKeys(records, now);
	if (!current) {
		throw new OAuthError('no_master_key');
	}
	return current.keys[algorithm];
}

/** The records that have signed nothing that is still valid, and will sign nothing more. */
export function findRetiredKeys(
	records: readonly SigningKeysRecord[],
	now: UnixSeconds,
): SigningKeysRecord[] {
	const current = findCurrentKeys(records, now);
	if (
		!current ||
		now < current.createdAt + PUBLISHED_AHEAD_SECONDS + ID_TOKEN_LIFETIME_SECONDS + PUBLISHED_AHEAD_SECONDS
	) {
		return [];
	}
	return records.filter(({ id, generation }) => id !== current.id && generation <= current.generation);
}

/** The public half of all keys, for clients to verify with (RFC 7517 5). */
export function toPublicKeySet(records: readonly SigningKeysRecord[]): { keys: JWK[] } {
	return { keys: records.flatMap(({ keys }) => Object.values(keys).map(publicHalf)) };
}

/** Names every field that is public, so that no other ever is. */
function publicHalf({ kty, kid, alg, use, crv, x, y, n, e }: JWK): JWK {
	const fields = { kty, kid, alg, use, crv, x, y, n, e };
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as JWK;
}
