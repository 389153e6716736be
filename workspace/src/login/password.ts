import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { UserDocument } from '../users';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const KEY_BYTES = 32;

/**
 * A password as `services.password` of a user keeps it. The real server uses bcrypt; from outside there is no
 * difference, and scrypt comes with Node.
 */
export async function hashPassword(password: string): Promise<{ scrypt: string }> {
	const salt = randomBytes(16);
	const key = await derive(password, salt, KEY_BYTES);
	return { scrypt: `${salt.toString('base64')}.${key.toString('base64')}` };
}

/** Whether this is the user's password; false for a user without one. */
export async function hasPassword(user: UserDocument, password: string): Promise<boolean> {
	const stored = user.services.password?.scrypt;
	if (typeof stored !== 'string') {
		return false;
	}
	const [salt = '', key = ''] = stored.split('.');
	const derived = await derive(password, Buffer.from(salt, 'base64'), KEY_BYTES);
	return timingSafeEqual(derived, Buffer.from(key, 'base64'));
}
