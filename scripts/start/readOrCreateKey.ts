import { readFile, writeFile } from 'node:fs/promises';
import { secp256k1 } from 'ethereum-cryptography/secp256k1';

/**
 * The private key that a file holds, as 64 hexadecimal digits; one is made when it holds none.
 * @throws Error when the file cannot be written
 */
export async function readOrCreateKey(file: string): Promise<Buffer> {
	const kept = Buffer.from(await readFile(file, 'utf8').catch(() => ''), 'hex');
	if (secp256k1.utils.isValidPrivateKey(kept)) {
		return kept;
	}
	const made = Buffer.from(secp256k1.utils.randomPrivateKey());
	await writeFile(file, made.toString('hex'), { mode: 0o600 });
	return made;
}
