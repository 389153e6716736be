import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../scripts/bundle/bundleApp';
import { type Manifest, readManifest } from '../../scripts/package/manifest';
import { stage } from '../../scripts/package/stage';
import { loadInShell } from './shells/loadInShell';

const RC_APPS = join(ROOT, 'node_modules/.bin/rc-apps');

let folder: string;
let manifest: Manifest;
let files: Record<string, Uint8Array>;
const text = (name: string) => new TextDecoder().decode(files[name]);

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'rc-apps-'));
	const staged = join(folder, 'app');
	await stage(staged);
	await promisify(execFile)(RC_APPS, ['package', '--force'], { cwd: staged });
	manifest = await readManifest();
	const zip = join(staged, 'dist', `${manifest.nameSlug}_${manifest.version}.zip`);
	files = unzipSync(await readFile(zip));
});

afterAll(() => rm(folder, { recursive: true }));

test('rc-apps packages the staged app with the same manifest as ours', () => {
	expect(JSON.parse(text('app.json'))).toEqual(manifest);
});

test('rc-apps leaves older servers in', () => {
	expect(JSON.parse(text('app.json')).requiredApiVersion).toBe('>=1.50.0');
});

test("what rc-apps makes of the bundle runs in both of Rocket.Chat's shells", async () => {
	const code = text('MetaMaskOAuthApp.js');
	expect(await loadInShell('node', code)).toBe('MetaMaskOAuthApp the-id 1.2.3');
	expect(await loadInShell('deno', code)).toBe('MetaMaskOAuthApp the-id 1.2.3');
});
