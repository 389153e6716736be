import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { beforeAll, expect, inject, test } from 'vitest';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let zip: Buffer;
let files: Record<string, Uint8Array>;
const json = (name: string) => JSON.parse(new TextDecoder().decode(files[name]));

beforeAll(async () => {
	zip = await readFile(inject('appZip'));
	files = unzipSync(zip);
});

test('has exactly one script, which old servers would bundle again otherwise', () => {
	expect(Object.keys(files).filter((name) => name.endsWith('.js'))).toEqual(['MetaMaskOAuthApp.js']);
});

test('holds nothing beside the app, its manifest, icon, translations and licences', () => {
	const allowed =
		/^(\.packagedby|app\.json|MetaMaskOAuthApp\.js|icon\.png|licences\.txt|i18n\/[a-z-]+\.json)$/i;
	expect(Object.keys(files).filter((name) => !allowed.test(name))).toEqual([]);
});

test('has a fixed uuid v4, without which each install would get new URLs', () => {
	expect(json('app.json').id).toBe('762b5cad-7253-4368-af72-2b71c9a8fd8f');
	expect(json('app.json').id).toMatch(UUID_V4);
});

test('runs on engine 1.50 and up', () => {
	expect(json('app.json').requiredApiVersion).toBe('>=1.50.0');
});

test('names the class file that the server looks for', () => {
	expect(json('app.json').classFile.replace('.ts', '.js')).toBe('MetaMaskOAuthApp.js');
});

test('is told when a user was created', () => {
	expect(json('app.json').implements).toContain('IPostUserCreated');
});

test('has a PNG icon', () => {
	expect([...(files[json('app.json').iconFile] ?? []).slice(1, 4)]).toEqual([...Buffer.from('PNG')]);
});

test('has English, the language that every other falls back to', () => {
	expect(Object.keys(json('i18n/en.json')).length).toBeGreaterThan(0);
});

test('is at most 190 kB', () => {
	expect(zip.length).toBeLessThanOrEqual(190_000);
});
