import { randomBytes } from 'node:crypto';

/** Characters of Meteor's ids: no look-alikes. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';

/** A random id as Meteor makes them. */
export function randomId(length = 17): string {
	let id = '';
	for (const byte of randomBytes(length)) {
		id += ALPHABET[byte % ALPHABET.length];
	}
	return id;
}
