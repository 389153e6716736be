import { areSecretsEqual, type Sha256, sha256 } from '../keys/digest';
import type { Client, ClientAuthentication, ClientCredentials } from './Client';
import { OAuthError } from './OAuthError';

/** A hash of no secret: an unknown client costs the same comparison as a known one. */
const UNKNOWN: ClientAuthentication = { method: 'secret', secretHash: 'of nobody' as Sha256 };

/**
 * Authenticates a client (RFC 6749 2.3.1). An unknown client and a wrong secret take the same time and get
 * the same answer.
 * @throws OAuthError invalid_client
 */
export function authenticateClient(clients: readonly Client[], { id, secrets }: ClientCredentials): Client {
	const client = clients.find((candidate) => candidate.id === id);
	const authentication = client?.authentication ?? UNKNOWN;
	const isAuthentic =
		authentication.method === 'none'
			? secrets.length === 0
			: secrets.map((secret) => areSecretsEqual(sha256(secret), authentication.secretHash)).includes(true);
	if (!client || !isAuthentic) {
		throw new OAuthError('client_credentials');
	}
	return client;
}
