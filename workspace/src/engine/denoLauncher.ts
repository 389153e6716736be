import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DenoCache } from './denoCache';

/** The name of the clock's offset file in the folder of a running workspace. */
export const CLOCK_OFFSET_FILE = 'clock-offset';

/**
 * Writes a program named `deno` into `<folder>/bin`. The engine starts whatever `deno` is first on PATH, with
 * arguments of its own; this one replaces them by ours and then becomes Deno.
 *
 * @returns the folder to put first on PATH
 */
export async function writeDenoLauncher(folder: string, cache: DenoCache): Promise<string> {
	const preload = join(folder, 'clock.ts');
	await copyFile(fileURLToPath(new URL('sandbox/clock.ts', import.meta.url)), preload);
	const bin = join(folder, 'bin');
	await mkdir(bin, { recursive: true });
	const launcher = join(bin, 'deno');
	await writeFile(launcher, launcherScript(cache, preload, [folder, ...cache.readable]));
	await chmod(launcher, 0o755);
	return bin;
}

function launcherScript(cache: DenoCache, preload: string, readable: string[]): string {
	return `#!/bin/sh
# Becomes Deno, so that a signal to this process is a signal to Deno.
[ "$1" = run ] && shift
for argument do
	shift
	case "$argument" in
		--config=* | --cached-only) ;;
		--allow-read=*) set -- "$@" "$argument",${quoted(readable.join(','))} ;;
		*/main.ts) set -- "$@" ${quoted(cache.main)} ;;
		*) set -- "$@" "$argument" ;;
	esac
done
exec ${quoted(cache.deno)} run --cached-only --no-lock ${quoted(`--config=${cache.config}`)} ${quoted(`--preload=${preload}`)} "$@"
`;
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
