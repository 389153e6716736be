import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROBE_ID, packageProbe } from 'rocketchat-app-workspace/example';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const BIN = join(import.meta.dirname, '../../bin/run.mjs');

let folder: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'command-test-'));
	await writeFile(join(folder, 'probe.zip'), await packageProbe());
	await writeFile(join(folder, 'text.zip'), 'this is no zip');
});
afterAll(async () => {
	for (const child of started) {
		child.kill('SIGKILL');
	}
	await rm(folder, { recursive: true });
});

interface Command {
	readonly child: ChildProcess;
	/** What it has written until now. */
	output(): string;
	ended: Promise<number | null>;
}

/** Runs it as a person does, in the folder of the zips. */
function command(...words: string[]): Command {
	const child = spawn(process.execPath, [BIN, ...words], {
		cwd: folder,
		env: { ...process.env, TMPDIR: folder },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	started.push(child);
	let output = '';
	child.stdout.on('data', (data) => {
		output += data;
	});
	child.stderr.on('data', (data) => {
		output += data;
	});
	return { child, output: () => output, ended: once(child, 'close').then(([code]) => code) };
}

/** Runs it until its app can be asked. @returns the workspace's address */
async function running(...words: string[]): Promise<Command & { url: string }> {
	const run = command('probe.zip', '--port', '0', ...words);
	const ready = new Promise<void>((resolve) => {
		run.child.stdout?.on('data', () => run.output().includes('Ctrl+C ends it.') && resolve());
	});
	await Promise.race([ready, run.ended]);
	const [, url = ''] = /^Workspace +(\S+)$/m.exec(run.output()) ?? [];
	expect(url, run.output()).not.toBe('');
	return { ...run, url };
}

test('an app runs until Ctrl+C, which ends its process, too; the data folder has it again', async () => {
	const first = await running('--data', 'data', '--engine', '1.57.2');
	expect(first.output()).toContain('Probe 1.0.0 is enabled on engine 1.57.2.');
	expect((await fetch(`${first.url}/api/apps/public/${PROBE_ID}/empty`)).status).toBe(200);
	expect(appProcesses()).toHaveLength(1);
	first.child.kill('SIGINT');
	expect(await first.ended).toBe(0);
	expect(appProcesses()).toEqual([]);

	const second = await running('--data', 'data');
	const url = `${second.url}/api/apps/public/${PROBE_ID}/records`;
	const body = JSON.stringify({ method: 'readByAssociations', ids: ['event:updated'] });
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body,
	});
	expect((await response.json()).result).toHaveLength(1);
	const third = command('probe.zip', '--port', '0', '--data', 'data');
	expect([await third.ended, third.output()]).toEqual([
		1,
		expect.stringMatching(/^Another workspace [^\n]*\n$/),
	]);
	second.child.kill('SIGTERM');
	expect(await second.ended).toBe(0);
});

test('a Ctrl+C while the app is being installed ends it, too', async () => {
	const run = command('probe.zip', '--port', '0');
	await vi.waitFor(() => expect(appProcesses()).toHaveLength(1), { timeout: 60_000, interval: 20 });
	run.child.kill('SIGINT');
	expect(await run.ended).toBe(0);
	expect(appProcesses()).toEqual([]);
});

test('a taken port is said, and how to take another', async () => {
	const server = createServer().listen(0, 'localhost');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const run = command('probe.zip', '--port', String(port));
	expect([await run.ended, run.output()]).toEqual([
		1,
		`Port ${port} is taken: choose another with --port.\n`,
	]);
	server.close();
});

test.each([
	['none.zip', 'There is no file none.zip.\n'],
	['.', expect.stringMatching(/^\. can't be read: EISDIR.*\n$/)],
	['text.zip', expect.stringMatching(/^The engine refuses text\.zip: .*\n$/)],
])('%s is no app: one sentence, and exit code 1', async (file, sentence) => {
	const run = command(file, '--port', '0');
	expect([await run.ended, run.output()]).toEqual([1, sentence]);
});

test('a wrong command line has exit code 2; --help has 0', async () => {
	const [wrong, help] = [command('--prot', '1'), command('--help')];
	expect([await wrong.ended, wrong.output()]).toEqual([2, "Unknown option '--prot'.\n"]);
	expect([await help.ended, help.output()]).toEqual([0, expect.stringMatching(/^Usage: /)]);
});

/** The processes of apps that are left: their arguments name the run's folder, which is in TMPDIR. */
function appProcesses(): string[] {
	const lines = execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).split('\n');
	return lines.filter((line) => line.includes(folder));
}
