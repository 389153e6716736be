import { readFile, rm, writeFile } from 'node:fs/promises';

/** This very process: after a restart of the machine another one may have its id. */
const OWNER = `${process.pid} ${performance.timeOrigin}`;

/**
 * Takes a lock that other processes see. One left behind by a process that is gone is taken over.
 *
 * @param file to be made, in a folder that exists
 * @returns how to let go of it, or undefined while a process holds it
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

/** A lock without a text is just being written. */
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
		// EPERM: it lives, as another user's process.
		return error instanceof Error && 'code' in error && error.code === 'ESRCH';
	}
}
