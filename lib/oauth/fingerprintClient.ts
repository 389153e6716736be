import { type Sha256, sha256 } from '../keys/digest';
import type { Client } from './Client';

/**
 * What a session remembers of its client besides the id: its kind, and its secret or that it has none. A client that was
 * added again with another secret, or made public, has no old sessions.
 */
export function fingerprintClient({ kind, authentication }: Client): Sha256 {
	const secret = authentication.method === 'secret' ? authentication.secretHash : '';
	return sha256(JSON.stringify([kind, authentication.method, secret]));
}

/** Whether a session was opened for this very client. 0.1.0 kept no fingerprint. */
export function isClientOf(
	client: Client,
	{
		clientId,
		clientFingerprint,
	}: { readonly clientId: string; readonly clientFingerprint?: Sha256 | undefined },
): boolean {
	return (
		client.id === clientId &&
		(clientFingerprint === undefined || clientFingerprint === fingerprintClient(client))
	);
}
