import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { takeLock } from '../processLock';

/** Beside the package: `.cache` of a repository that holds it, or `node_modules/.cache`. */
export const CACHE = fileURLToPath(new URL('../../../.cache', import.meta.url));

/**
 * Fills a folder of the cache, unless it is filled. One process at a time fills; the others wait.
 *
 * @param mark of what it is filled with: another one empties the folder first
 */
export async function fillOnce(folder: string, mark: string, fill: () => Promise<void>): Promise<void> {
	const markFile = join(folder, 'filled');
	if (await holds(markFile, mark)) {
		return;
	}
	await mkdir(CACHE, { recursive: true });
	const release = await waitForLock(join(CACHE, 'filling'));
	try {
		if (await holds(markFile, mark)) {
			return;
		}
		await rm(folder, { recursive: true, force: true });
		await mkdir(folder, { recursive: true });
		await fill();
		await writeFile(`${markFile}.new`, mark);
		await rename(`${markFile}.new`, markFile);
	} finally {
		await release();
	}
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
