import { readFile, rm, writeFile } from 'node:fs/promises';

/** Names this process: after a restart of the machine, another one may have its id. */
const OWNER = `${process.pid} ${performance.timeOrigin}`;

/**
 * Takes a lock between processes, also one that a killed process has left behind. Not proper-lockfile: it takes
 * over such a lock after five seconds at the earliest.
 *
 * @param file is created; its folder must exist
 * @returns a function that releases it, or undefined while a process holds it
 * @throws Error when the file cannot be written
 */
export async function takeLock(file: string): Promise<(() => Promise<void>) | undefined> {
	for (;;) {
		try {
			await writeFile(file, OWNER, { flag: 'wx' });
			return () => rm(file, { force: true });
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
				throw error;
			}
			const owner = await readFile(file, 'utf8').catch(() => '');
			if (!isGone(owner)) {
				return undefined;
			}
			await rm(file, { force: true });
		}
	}
}

/** An empty lock is being written right now. */
function isGone(owner: string): boolean {
	const [pid] = owner.split(' ');
	if (!pid) {
		return false;
	}
	if (pid === String(process.pid)) {
		return owner !== OWNER;
	}
	try {
		process.kill(Number(pid), 0);
		return false;
	} catch (error) {
		// EPERM: the process exists and is another user's.
		return error instanceof Error && 'code' in error && error.code === 'ESRCH';
	}
}
