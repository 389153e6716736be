import { generateKeyPair } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The key pair with which the engine signs the descriptors of installed apps, as PEM. */
export interface FederationKeys {
	privateKey: string;
	publicKey: string;
}

/** Reads the workspace's key pair, or makes one at the first start. */
export async function federationKeys(dataDir: string | undefined): Promise<FederationKeys> {
	const file = dataDir === undefined ? undefined : join(dataDir, 'federation-keys.json');
	const kept = file && (await readFile(file, 'utf8').catch(() => undefined));
	if (kept) {
		return JSON.parse(kept);
	}
	const keys = await promisify(generateKeyPair)('rsa', {
		modulusLength: 2048,
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		publicKeyEncoding: { type: 'spki', format: 'pem' },
	});
	if (file) {
		await writeFile(file, JSON.stringify(keys), { mode: 0o600 });
	}
	return keys;
}
