import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE, fillOnce } from './cache';
import { denoConfig } from './denoConfig';
import { type EngineVersion, engineFolder, requireEngine } from './engineVersion';

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
	await fillOnce(folder, mark, async () => {
		await symlink(join(engineFolder(version), 'deno-runtime'), runtime, 'dir');
		await writeFile(cache.config, config);
		await promisify(execFile)(cache.deno, ['cache', '--no-lock', `--config=${cache.config}`, cache.main], {
			env: { ...process.env, DENO_DIR: cache.denoDir, NO_COLOR: '1' },
		});
	});
	return cache;
}

function denoExecutable(): string {
	const { runInstall }: { runInstall(): string } = requireEngine('deno/install_api.cjs');
	return runInstall();
}
