import { createHash } from 'crypto';

/** What stands for a challenge in the signed message: its SHA-256, as 64 hexadecimal digits. */
export function hashChallenge(challenge: string): string {
	return createHash('sha256').update(challenge, 'utf8').digest('hex');
}
