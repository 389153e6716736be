import { createHmac, randomBytes, timingSafeEqual } from 'crypto';
import type { DerivedKey } from '../keys/deriveKeys';
import { OAuthError } from '../oauth/OAuthError';
import { addSeconds, CLOCK_SKEW_SECONDS, type UnixSeconds } from '../time/UnixSeconds';
import type { Binding } from './Binding';
import type { MessageForm } from './MessageForm';

/** Rocket.Chat's modern login session lasts no longer. */
export const CHALLENGE_LIFETIME_SECONDS = 300;

declare const identifier: unique symbol;

/** 128 random bits that name a challenge. */
export type Jti = string & { readonly [identifier]: true };

/** Every field of a challenge's payload. */
interface Payload extends MessageForm {
	readonly jti: Jti;
	readonly issuedAt: UnixSeconds;
	readonly binding: Binding;
}

declare const opened: unique symbol;

/** A genuine challenge that has not expired. Only `readChallenge` makes one. */
export interface Challenge extends Payload {
	readonly [opened]: true;
}

/** Of the payload. A challenge of another version is refused: its fields mean something else. */
const FORMAT_VERSION = 2;
const MAC_BYTES = 32;
const MAX_CHALLENGE_LENGTH = 6000;

/**
 * Makes a challenge: base64url of an HMAC-SHA-256 followed by the payload it covers.
 * Nothing is stored, so anybody may ask for any number of challenges.
 */
export function makeChallenge(
	{ binding, form }: { readonly binding: Binding; readonly form: MessageForm },
	key: DerivedKey<'challenge'>,
	now: UnixSeconds,
): string {
	const jti = randomBytes(16).toString('base64url') as Jti;
	const fields: Payload = { jti, issuedAt: now, kind: form.kind, language: form.language, binding };
	const payload = Buffer.from(JSON.stringify({ format: FORMAT_VERSION, ...fields }));
	return Buffer.concat([mac(payload, key), payload]).toString('base64url');
}

/**
 * Reads a challenge: checks its spelling, its MAC, its format and its age.
 * @throws OAuthError invalid_grant when it is forged, of another version, or older than `CHALLENGE_LIFETIME_SECONDS`
 */
export function readChallenge(challenge: string, key: DerivedKey<'challenge'>, now: UnixSeconds): Challenge {
	const bytes = Buffer.from(challenge.slice(0, MAX_CHALLENGE_LENGTH), 'base64url');
	const payload = bytes.subarray(MAC_BYTES);
	// Buffer skips what is not base64url: one challenge must have one spelling.
	const isGenuine =
		bytes.toString('base64url') === challenge &&
		payload.length > 0 &&
		timingSafeEqual(bytes.subarray(0, MAC_BYTES), mac(payload, key));
	if (!isGenuine) {
		throw new OAuthError('challenge_unknown');
	}
	const { format, ...fields } = JSON.parse(payload.toString('utf8')) as { format: unknown } & Payload;
	if (format !== FORMAT_VERSION) {
		throw new OAuthError('challenge_expired');
	}
	const { issuedAt } = fields;
	if (
		now >= addSeconds(issuedAt, CHALLENGE_LIFETIME_SECONDS) ||
		now < addSeconds(issuedAt, -CLOCK_SKEW_SECONDS)
	) {
		throw new OAuthError('challenge_expired');
	}
	return fields as Challenge;
}

function mac(payload: Buffer, key: DerivedKey<'challenge'>): Buffer {
	return createHmac('sha256', key).update(payload).digest();
}
