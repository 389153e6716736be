import { join } from 'node:path';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle, bundleApp } from '../../scripts/bundle/bundleApp';
import { loadInShell, type Shell } from './shells/loadInShell';

const SHELLS: Shell[] = ['node', 'deno'];

let code: string;
let drawing: string;
beforeAll(async () => {
	({ code } = await bundleApp());
	({ code: drawing } = await bundle({
		entry: join(import.meta.dirname, 'identicon.entry.ts'),
		format: 'cjs',
	}));
});

describe.each(SHELLS)('the %s shell', (shell) => {
	test('constructs the app', async () => {
		expect(await loadInShell(shell, code)).toBe('MetaMaskOAuthApp the-id 1.2.3');
	});

	test("draws an identicon as a Buffer of the shell's, which its codec knows", async () => {
		const said = await loadInShell(shell, drawing);
		const [, , base64 = ''] = said.split(' ');
		expect(PNG.sync.read(Buffer.from(base64, 'base64'))).toMatchObject({ width: 256, height: 256 });
	});

	test.each([
		['a forbidden module', 'require("events");', 'Module events is not allowed'],
		['a node: prefix', 'require("node:crypto");', 'Module node:crypto is not allowed'],
		['a bare package', 'require("debug");', 'Module debug is not allowed'],
		['an environment read', 'process.env.DEBUG;', /Reads the environment|Requires env access/],
		['globalThis', 'globalThis.crypto;', /undefined/],
		['window', 'window.crypto;', /window is not defined/],
	])('refuses %s', async (_, mutation, reason) => {
		await expect(loadInShell(shell, `${mutation}${code}`)).rejects.toThrow(reason);
	});

	test.each([
		[
			'a second export',
			'module.exports = {...module.exports, helper() {}};',
			'Exports MetaMaskOAuthApp, helper',
		],
		['no export', 'module.exports = {};', 'Exports'],
		['a class that is no app', 'module.exports = {MetaMaskOAuthApp: class {}};', 'must contain a getName'],
		['.usernames', '(room) => room.usernames;', 'Trigger word .usernames'],
		['.isOnline(', '(read) => read.isOnline();', 'Trigger word .isOnline('],
		['.createToken(', '(creator) => creator.createToken();', 'Trigger word .createToken('],
	])('refuses %s', async (_, mutation, reason) => {
		await expect(loadInShell(shell, `${code}\n${mutation}`)).rejects.toThrow(reason);
	});
});

test('the node shell refuses a bare Buffer, which it does not pass', async () => {
	await expect(loadInShell('node', `Buffer.from("");${code}`)).rejects.toThrow('Buffer is not defined');
});

test('the node shell refuses self, which only Deno has', async () => {
	await expect(loadInShell('node', `self.crypto;${code}`)).rejects.toThrow('self is not defined');
});
