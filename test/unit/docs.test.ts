import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseTrustedClients } from '../../lib/oauth/trustedClients';
import { getFieldLabel, makeRecommendedTable } from '../../lib/setup/customOAuthTable';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Every string in a test file: the names of its tests, groups and cases are among them. */
function stringsOf(file: string): string[] {
	return [...read(file).matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(
		([, single, double, template]) => (single ?? double ?? template ?? '').replace(/\\(.)/g, '$1'),
	);
}

/** Whether a name as the docs write it is that string: it may be cut short, and … stands for anything. */
function isNamed(written: string, name: string): boolean {
	const parts = written.replaceAll('`', '').split(/ ?… ?/);
	const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${escaped.join('.*')}(?!\\w)`, 's').test(name.replaceAll('`', ''));
}

interface Citation {
	readonly file: string;
	readonly names: readonly string[];
}

/** The tests that a table of the docs names: `layer/file` "name", "name". */
function citationsIn(path: string): Citation[] {
	const rows = read(path)
		.split('\n')
		.filter((line) => line.startsWith('|'));
	return rows.flatMap((row) =>
		[...row.matchAll(/`((?:unit|fuzz|engine|browser|load|package)\/[\w./-]+)`((?:,? "[^"]*")*)/g)].map(
			([, file = '', names = '']) => ({
				file: `test/${file}.test.ts`,
				names: [...names.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name),
			}),
		),
	);
}

describe.each(['SECURITY.md', 'docs/conformance.md'])('%s', (path) => {
	const citations = citationsIn(path);

	test('names tests', () => {
		expect(citations.length).toBeGreaterThan(30);
	});

	test.each(citations)('$file has $names', ({ file, names }) => {
		expect(existsSync(join(ROOT, file))).toBe(true);
		const strings = stringsOf(file);
		expect(names.filter((name) => !strings.some((string) => isNamed(name, string)))).toEqual([]);
	});
});

test('docs/conformance.md has a row for each of the 38 modules, each once', () => {
	const modules = [...read('docs/conformance.md').matchAll(/^\| (oidcc-[\w-]+) \|/gm)].map(
		([, name]) => name,
	);
	expect([modules.length, new Set(modules).size]).toEqual([38, 38]);
});

test('the example of docs/openid.md is a list that the setting takes', () => {
	const [, example = ''] = /```json\n(.*?)```/s.exec(read('docs/openid.md')) ?? [];
	expect(parseTrustedClients(example).map(({ id }) => id)).toEqual(['grafana', 'phone-app']);
});

test('every document that a document links to is there', () => {
	const documents = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
	for (const path of [
		'README.md',
		'SECURITY.md',
		'workspace/README.md',
		...documents.map((name) => `docs/${name}`),
	]) {
		for (const [, target = ''] of read(path).matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
			expect([path, target, existsSync(join(ROOT, path, '..', target))]).toEqual([path, target, true]);
		}
	}
});

test('the fields that docs/setup.md tells to fill in by hand are the recommended ones', () => {
	const table = makeRecommendedTable({
		issuer: 'https://your.workspace/api/apps/public/762b5cad-7253-4368-af72-2b71c9a8fd8f',
		clientId: 'rocketchat',
		clientSecret: 'what /wallet setup secret shows',
	});
	const spelled: Record<string, string> = { true: 'on', '': 'leave empty' };
	const chosen = ['-token_sent_via', '-identity_token_sent_via', '-login_style', '-key_field'];
	const expected = Object.entries(table).map(([field, value]) => {
		const word = String(value);
		const shown = chosen.includes(field)
			? word.charAt(0).toUpperCase() + word.slice(1)
			: (spelled[word] ?? word);
		return [getFieldLabel(field), shown];
	});
	const [, byHand = ''] = /### By hand(.*?)\n## /s.exec(read('docs/setup.md')) ?? [];
	const rows = [...byHand.matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm)].map(([, label, value = '']) => [
		label,
		value.replaceAll('`', ''),
	]);
	expect(rows.slice(1).sort()).toEqual(expected.sort());
});
