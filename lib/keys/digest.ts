import { createHash, timingSafeEqual } from 'crypto';

declare const hashed: unique symbol;

/** SHA-256 of a text, as 43 characters of base64url: what is kept of a secret, and compared. */
export type Sha256 = string & { readonly [hashed]: true };

/** SHA-256 of a text's UTF-8 bytes. */
export function sha256(text: string): Sha256 {
	return createHash('sha256').update(text, 'utf8').digest('base64url') as Sha256;
}

/** Whether two secrets are equal, in a time that depends on neither of them, nor on their lengths. */
export function areSecretsEqual(one: string, other: string): boolean {
	return timingSafeEqual(
		createHash('sha256').update(one, 'utf8').digest(),
		createHash('sha256').update(other, 'utf8').digest(),
	);
}
