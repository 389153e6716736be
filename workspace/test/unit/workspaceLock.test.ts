import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkspace } from 'rocketchat-app-workspace';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '../../src/processLock';

let dataDir: string;
let lock: string;
let holder: ChildProcess | undefined;

beforeEach(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'lock-test-'));
	lock = join(dataDir, 'lock');
});

afterEach(async () => {
	await killHolder();
	await rm(dataDir, { recursive: true });
});

/** Another process takes the lock and keeps running. */
async function holdElsewhere(): Promise<void> {
	const module = new URL('../../src/processLock.ts', import.meta.url).href;
	const script = `
		const { takeLock } = await import('${module}');
		console.log(await takeLock(${JSON.stringify(lock)}) ? 'held' : 'refused');
		setInterval(() => {}, 1000);`;
	const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	holder = child;
	expect(String(await once(child.stdout, 'data'))).toBe('held\n');
}

async function killHolder(): Promise<void> {
	if (!holder) {
		return;
	}
	holder.kill('SIGKILL');
	await once(holder, 'exit');
	holder = undefined;
}

test("a workspace does not open another running one's data", async () => {
	await holdElsewhere();
	await expect(startWorkspace({ dataDir })).rejects.toThrow('Another workspace keeps its data in');
	expect(await readdir(dataDir)).toEqual(['lock']);
});

test('the lock of a process that was killed is taken over', async () => {
	await holdElsewhere();
	expect(await takeLock(lock)).toBeUndefined();
	await killHolder();
	const release = await takeLock(lock);
	expect(release).toBeDefined();
	await release?.();
	expect(await readdir(dataDir)).toEqual([]);
});

test("an earlier process with this one's id is gone; this one itself is not", async () => {
	await writeFile(lock, `${process.pid} 1`);
	expect(await takeLock(lock)).toBeDefined();
	expect(await takeLock(lock)).toBeUndefined();
});

test('a folder that is not there is said so', async () => {
	await expect(takeLock(join(dataDir, 'none', 'lock'))).rejects.toThrow('ENOENT');
});
