import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { takeLock } from '../processLock';
import { denoConfig } from './denoConfig';
import { type EngineVersion, engineFolder, requireEngine } from './engineVersion';

/** Beside the package: `.cache` of a repository that holds it, or `node_modules/.cache`. */
const CACHE = fileURLToPath(new URL('../../../.cache', import.meta.url));

/** What the start of an engine's runtime needs. */
export interface DenoCache {
	/** The Deno executable. */
	deno: string;
	/** Deno's cache of npm packages and compiled modules. */
	denoDir: string;
	/** Our configuration for the runtime. */
	config: string;
	/** The runtime's `main.ts`, reached from outside of node_modules, where Deno would not strip its types. */
	main: string;
	/** Folders that the runtime must be able to read. */
	readable: string[];
}

/**
 * Prepares an engine's runtime, so that it starts without a network. The first call takes some seconds and reads a
 * few packages from npm; later ones, in any process, return at once.
 */
export async function fillDenoCache(version: EngineVersion): Promise<DenoCache> {
	const folder = join(CACHE, `engine-${version}`);
	const runtime = join(folder, 'runtime');
	const cache: DenoCache = {
		deno: denoExecutable(),
		denoDir: join(CACHE, 'deno'),
		config: join(folder, 'deno.json'),
		main: join(runtime, 'main.ts'),
		readable: [folder, join(CACHE, 'deno')],
	};
	const config = JSON.stringify(denoConfig(version), null, '\t');
	const mark = createHash('sha256').update(config).update(cache.deno).digest('hex');
	const markFile = join(folder, 'filled');
	if (await holds(markFile, mark)) {
		return cache;
	}

	await mkdir(CACHE, { recursive: true });
	const release = await waitForLock(join(CACHE, 'filling'));
	try {
		if (await holds(markFile, mark)) {
			return cache;
		}
		await rm(folder, { recursive: true, force: true });
		await mkdir(folder, { recursive: true });
		await symlink(join(engineFolder(version), 'deno-runtime'), runtime, 'dir');
		await writeFile(cache.config, config);
		await promisify(execFile)(cache.deno, ['cache', '--no-lock', `--config=${cache.config}`, cache.main], {
			env: { ...process.env, DENO_DIR: cache.denoDir, NO_COLOR: '1' },
		});
		await writeFile(`${markFile}.new`, mark);
		await rename(`${markFile}.new`, markFile);
		return cache;
	} finally {
		await release();
	}
}

function denoExecutable(): string {
	const { runInstall }: { runInstall(): string } = requireEngine('deno/install_api.cjs');
	return runInstall();
}

async function holds(file: string, text: string): Promise<boolean> {
	return (await readFile(file, 'utf8').catch(() => '')) === text;
}

async function waitForLock(file: string): Promise<() => Promise<void>> {
	for (;;) {
		const release = await takeLock(file);
		if (release) {
			return release;
		}
		await wait(50);
	}
}
