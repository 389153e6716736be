import { createHmac } from 'crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const TAG_LENGTH = 6;

/** As a regular expression writes it. */
export const TAG_PATTERN = `[${ALPHABET}]{${TAG_LENGTH}}`;

/** Six letters and digits that only this installation can compute, so that nobody can register a name with them first. */
export function makeTag(subject: string, key: Buffer): string {
	const bytes = createHmac('sha256', key).update(subject).digest().subarray(0, TAG_LENGTH);
	return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}
