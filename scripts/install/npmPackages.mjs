import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, run } from '../run/command.mjs';
import { reportProgress } from '../run/progress.mjs';

/** Runs `npm ci` when what is installed is not what the lockfile says. */
export async function installPackages() {
	if (await matchesLockfile()) {
		return;
	}
	console.log('Installing npm packages, which takes one to three minutes …');
	await reportProgress(run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']));
}

/** npm writes a lockfile of what it installed last into node_modules, once all of it is there. */
async function matchesLockfile() {
	const [wanted, installed] = await Promise.all([
		readPackages('package-lock.json'),
		readPackages('node_modules/.package-lock.json'),
	]);
	return Object.entries(wanted).every(
		([folder, { version, optional }]) =>
			folder === '' || installed[folder]?.version === version || (optional && !(folder in installed)),
	);
}

async function readPackages(file) {
	try {
		return JSON.parse(await readFile(join(ROOT, file), 'utf8')).packages;
	} catch {
		return {};
	}
}
