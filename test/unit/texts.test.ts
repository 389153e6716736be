import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import english from '../../i18n/en.json';
import { DEFAULTS } from '../../lib/settings';
import { text } from '../../lib/texts';

const ROOT = join(import.meta.dirname, '../..');
const keys = Object.keys(english);

/** Keys that the source puts together from parts. */
const composed = new Set([
	...Object.keys(DEFAULTS).flatMap((id) => [`setting_${id}`, `setting_${id}_description`]),
	...['anyone', 'linked', 'listed'].map((key) => `setting_access_${key}`),
]);

const source = ['MetaMaskOAuthApp.ts', 'endpoints', 'lib', 'page', 'processors', 'slashcommands']
	// Git keeps no empty folder.
	.filter((place) => existsSync(join(ROOT, place)))
	.flatMap((place) => (place.endsWith('.ts') ? [place] : filesOf(place)))
	.map((file) => readFileSync(join(ROOT, file), 'utf8'))
	.join('\n');

function filesOf(folder: string): string[] {
	const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
	return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

test.each(keys)('%s is used', (key) => {
	expect(composed.has(key) || new RegExp(`\\b${key}\\b`).test(source)).toBe(true);
});

test.each([...composed])('%s exists', (key) => {
	expect(keys).toContain(key);
});

test.each(keys.filter((key) => key.startsWith('error_')))('%s fits into error_description', (key) => {
	// RFC 6749 5.2: no quote, no backslash, nothing but printable ASCII.
	expect(english[key as keyof typeof english]).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
});

test('placeholders are filled in, and a value with a placeholder in it is not filled in again', () => {
	expect(text('sign_in_action', { workspace: '{origin}', origin: 'https://a.example' })).toBe(
		'Sign in to {origin}. Only sign this at https://a.example.',
	);
});
