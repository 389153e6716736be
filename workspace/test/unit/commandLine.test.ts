import { expect, test } from 'vitest';
import { readCommandLine, UsageError } from '../../src/command/readCommandLine';

test('a zip alone: port 3000, in memory, the newest engine', () => {
	expect(readCommandLine(['my-app.zip'])).toEqual({
		kind: 'run',
		zipFile: 'my-app.zip',
		port: 3000,
		dataDir: undefined,
		engine: '1.62.0',
	});
});

test('all options, before and after the zip', () => {
	expect(readCommandLine(['--port=0', 'a.zip', '--data', '.workspace', '--engine', '1.53.1'])).toEqual({
		kind: 'run',
		zipFile: 'a.zip',
		port: 0,
		dataDir: '.workspace',
		engine: '1.53.1',
	});
});

test('--help, whatever else there is', () => {
	expect(readCommandLine(['--help', '--port', 'x'])).toEqual({ kind: 'help' });
});

test.each([
	[[], "Name the app's zip, for example dist/my-app.zip."],
	[['a.zip', 'b.zip'], 'Name one zip only, not a.zip and b.zip.'],
	[['--foo', 'a.zip'], "Unknown option '--foo'."],
	[['a.zip', '--port'], "Option '--port <value>' argument missing."],
	[['a.zip', '--port', '3e3'], '--port takes a number from 0 to 65535, not 3e3.'],
	[['a.zip', '--port', '65536'], '--port takes a number from 0 to 65535, not 65536.'],
	[
		['a.zip', '--engine', '1.60'],
		'--engine takes 1.62.0, 1.57.2, 1.53.1, 1.62.0-node-ipc, 1.62.0-node-stdio, not 1.60.',
	],
])('%j is refused in one sentence', (words, sentence) => {
	expect(() => readCommandLine(words)).toThrow(new UsageError(sentence));
});
