import { type Sha256, sha256 } from '../keys/digest';
import { Refusal } from '../text/Refusal';
import type { SigningAlgorithm, TrustedClient } from './Client';

/** RFC 3986 unreserved, so that it looks the same in every URL and header. */
const CLIENT_ID = /^[\w.~-]{1,64}$/;
/** It is read by people, and signed: one line. */
const CLIENT_NAME = /^(?! )[^\p{C}\p{Zl}\p{Zp}]{1,64}(?<! )$/u;
const SHA256 = /^[A-Za-z0-9_-]{43}$/;
const ALGORITHMS: readonly unknown[] = ['ES256', 'RS256'] satisfies SigningAlgorithm[];

/** What an entry may say, in the words of RFC 7591 and OpenID Connect Dynamic Client Registration 2. */
const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
	client_id: (value) => typeof value === 'string' && CLIENT_ID.test(value),
	client_name: (value) => typeof value === 'string' && CLIENT_NAME.test(value),
	redirect_uris: (value) => Array.isArray(value) && value.length > 0 && value.every(isRedirectUri),
	// Of a random secret, so a plain hash will do.
	client_secret_sha256: (value) => typeof value === 'string' && SHA256.test(value),
	token_endpoint_auth_method: (value) => value === 'none',
	id_token_signed_response_alg: (value) => ALGORITHMS.includes(value),
};

const REQUIRED = ['client_id', 'client_name', 'redirect_uris'];

/**
 * Reads the setting `trusted-clients`: a JSON list of further clients. Each has either the hash of a secret,
 * or `token_endpoint_auth_method` none, which makes it public and PKCE a must.
 * @throws Refusal with what is wrong, and in which entry
 */
export function parseTrustedClients(json: string): TrustedClient[] {
	const entries = parseList(json);
	const clients = entries.map((entry, index) => parseEntry(entry, index + 1));
	const ids = new Set<string>();
	const twice = clients.find(({ id }) => ids.size === ids.add(id).size);
	if (twice) {
		throw new Refusal('clients_twice', { id: twice.id });
	}
	return clients;
}

/** A public client has no secret (RFC 6749 2.1). */
export type NewClientAuthentication =
	| { readonly method: 'secret'; readonly secret: string }
	| { readonly method: 'none' };

/** A client that an admin is about to trust. */
export interface NewClient {
	readonly id: string;
	readonly name: string;
	readonly redirectUri: string;
	readonly authentication: NewClientAuthentication;
}

/**
 * The setting `trusted-clients` with one more client in it, as JSON.
 * @throws Refusal when the client, or the setting as it is, is not right
 */
export function addClient(json: string, { id, name, redirectUri, authentication }: NewClient): string {
	const proof =
		authentication.method === 'none'
			? { token_endpoint_auth_method: 'none' }
			: { client_secret_sha256: sha256(authentication.secret) };
	const entry = { client_id: id, client_name: name, redirect_uris: [redirectUri], ...proof };
	const longer = JSON.stringify([...parseList(json), entry], null, 2);
	parseTrustedClients(longer);
	return longer;
}

function parseList(json: string): unknown[] {
	try {
		const value: unknown = JSON.parse(json.trim() || '[]');
		if (Array.isArray(value)) {
			return value;
		}
	} catch {
		// Said below.
	}
	throw new Refusal('clients_not_json');
}

function parseEntry(entry: unknown, number: number): TrustedClient {
	const fields: Record<string, unknown> = typeof entry === 'object' && entry !== null ? { ...entry } : {};
	const wrong = [...new Set([...REQUIRED, ...Object.keys(fields)])].find(
		(name) => !Object.hasOwn(CHECKS, name) || !CHECKS[name]?.(fields[name]),
	);
	if (wrong !== undefined) {
		throw new Refusal('clients_field', { number, field: wrong.slice(0, 64) });
	}
	const isPublic = fields.token_endpoint_auth_method === 'none';
	if (isPublic === (fields.client_secret_sha256 !== undefined)) {
		throw new Refusal('clients_secret', { number });
	}
	return {
		kind: 'trusted',
		id: String(fields.client_id),
		name: String(fields.client_name),
		authentication: isPublic
			? { method: 'none' }
			: { method: 'secret', secretHash: fields.client_secret_sha256 as Sha256 },
		idTokenAlgorithm: fields.id_token_signed_response_alg === 'ES256' ? 'ES256' : 'RS256',
		redirectUris: fields.redirect_uris as string[],
	};
}

/** RFC 9700 4.1: https, or this very machine by http; nothing that reads otherwise than it is spelled. */
function isRedirectUri(value: unknown): boolean {
	if (typeof value !== 'string' || value.length > 2000 || !/^https?:\/\/(?![/?#])[\x21-\x7e]+$/.test(value)) {
		return false;
	}
	try {
		const { protocol, hostname, username, password, hash } = new URL(value);
		const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
		const isSafe = protocol === 'https:' || (protocol === 'http:' && isLocal);
		return isSafe && username === '' && password === '' && hash === '' && !/[\\#*]/.test(value);
	} catch {
		return false;
	}
}
