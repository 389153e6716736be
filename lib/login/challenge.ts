import { createHash, createHmac, randomBytes, timingSafeEqual } from 'crypto';
import { sha256 } from '../keys/digest';
import { OAuthError } from '../oauth/OAuthError';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { MessageForm } from './MessageForm';

/** How long a challenge lives, in seconds: Rocket.Chat's modern login session lives no longer. */
export const CHALLENGE_LIFETIME = 300;

/** How far apart the clocks of two instances may be, in seconds. */
export const CLOCK_SKEW = 60;

/** What an authorization request is about: a challenge binds exactly this. */
export interface ChallengeSubject {
	readonly clientId: string;
	readonly redirectUri: string;
	/** The client's `state`; empty when it sent none. Only its hash enters the challenge. */
	readonly state: string;
	/** PKCE `code_challenge`, method S256 (RFC 7636); empty when the client sent none. */
	readonly codeChallenge: string;
	readonly scope: string;
	/** OpenID Connect `nonce`; empty when the client sent none. */
	readonly nonce: string;
	/** For `/wallet login`: the user who connects a wallet; otherwise empty. */
	readonly linkUserId: string;
	readonly linkUsername: string;
	/** SHA-256 of that user's ticket; otherwise empty. */
	readonly ticketHash: string;
}

/** Of a challenge by which nobody connects a wallet. */
export const NO_LINK = { linkUserId: '', linkUsername: '', ticketHash: '' } as const;

/** A challenge of our own making that has not expired. Only `openChallenge` makes one. */
export interface OpenChallenge extends Omit<ChallengeSubject, 'state'>, MessageForm {
	/** 128 random bits: what is redeemed at most once. */
	readonly jti: string;
	readonly stateHash: string;
	readonly issuedAt: UnixSeconds;
	readonly [opened]: true;
}

declare const opened: unique symbol;

const MAC_BYTES = 32;
const LONGEST = 6000;

/**
 * Makes a challenge: base64url of an HMAC-SHA-256 followed by the payload it covers.
 * Nothing is stored, so anybody may ask for any number of challenges.
 */
export function makeChallenge(
	subject: ChallengeSubject,
	form: MessageForm,
	key: Buffer,
	now: UnixSeconds,
): string {
	const payload = Buffer.from(
		JSON.stringify([
			randomBytes(16).toString('base64url'),
			now,
			form.kind,
			form.language,
			subject.clientId,
			subject.redirectUri,
			sha256(subject.state),
			subject.codeChallenge,
			subject.scope,
			subject.nonce,
			subject.linkUserId,
			subject.linkUsername,
			subject.ticketHash,
		]),
	);
	return Buffer.concat([mac(payload, key), payload]).toString('base64url');
}

/**
 * Opens a challenge: checks its spelling, its MAC and its age.
 * @throws OAuthError invalid_grant: not ours, altered, or older than `CHALLENGE_LIFETIME`
 */
export function openChallenge(challenge: string, key: Buffer, now: UnixSeconds): OpenChallenge {
	const bytes = Buffer.from(challenge.slice(0, LONGEST), 'base64url');
	const payload = bytes.subarray(MAC_BYTES);
	// Buffer skips what is not base64url: one challenge must have one spelling.
	const genuine =
		bytes.toString('base64url') === challenge &&
		payload.length > 0 &&
		timingSafeEqual(bytes.subarray(0, MAC_BYTES), mac(payload, key));
	if (!genuine) {
		throw new OAuthError('challenge_unknown');
	}
	const [jti, issuedAt, kind, language, ...subject] = JSON.parse(payload.toString('utf8'));
	const [clientId, redirectUri, stateHash, codeChallenge, scope, nonce, ...link] = subject;
	const [linkUserId, linkUsername, ticketHash] = link;
	if (now >= issuedAt + CHALLENGE_LIFETIME || now < issuedAt - CLOCK_SKEW) {
		throw new OAuthError('challenge_expired');
	}
	return {
		jti,
		issuedAt,
		kind,
		language,
		clientId,
		redirectUri,
		stateHash,
		codeChallenge,
		scope,
		nonce,
		linkUserId,
		linkUsername,
		ticketHash,
	} as OpenChallenge;
}

/**
 * Refuses a challenge that was made for another request than this one.
 * @throws OAuthError invalid_request
 */
export function assertMadeFor(challenge: OpenChallenge, subject: ChallengeSubject): void {
	const same =
		challenge.clientId === subject.clientId &&
		challenge.redirectUri === subject.redirectUri &&
		challenge.stateHash === sha256(subject.state) &&
		challenge.codeChallenge === subject.codeChallenge &&
		challenge.scope === subject.scope &&
		challenge.nonce === subject.nonce &&
		challenge.linkUserId === subject.linkUserId &&
		challenge.linkUsername === subject.linkUsername &&
		challenge.ticketHash === subject.ticketHash;
	if (!same) {
		throw new OAuthError('challenge_of_another_request');
	}
}

/** What stands for a challenge in the signed message: its SHA-256, as 64 hexadecimal digits. */
export function nonceOf(challenge: string): string {
	return createHash('sha256').update(challenge, 'utf8').digest('hex');
}

function mac(payload: Buffer, key: Buffer): Buffer {
	return createHmac('sha256', key).update(payload).digest();
}
