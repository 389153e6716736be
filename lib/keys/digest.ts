import { createHash, timingSafeEqual } from 'crypto';

/** SHA-256 of a text's UTF-8 bytes, as 43 characters of base64url. */
export function sha256(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('base64url');
}

/** Whether two secrets are equal, in a time that tells nothing of either, their lengths included. */
export function equalSecrets(one: string, other: string): boolean {
	return timingSafeEqual(
		createHash('sha256').update(one, 'utf8').digest(),
		createHash('sha256').update(other, 'utf8').digest(),
	);
}
