import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CACHE, fillOnce } from '../cache';
import { type EngineVersion, engineFolder, type NodeTransport } from '../engineVersion';
import { bundleNodeShell } from './bundleNodeShell';

/** What the start of a Node shell needs. */
export interface NodeCache {
	/** The Node executable. */
	node: string;
	permissionFlag: string;
	/** The script, to be copied into the folder of a running workspace: it finds the clock beside it. */
	script: string;
	/** Folders that the shell must be able to read. */
	readable: string[];
}

const SOURCES = ['../sandbox/', './'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
const PACKAGES = fileURLToPath(new URL('packages', import.meta.url));

/**
 * Prepares the Node shell of an engine, so that it starts without a network. The first call fetches a Node executable
 * from npm, about 55 MB; later ones, in any process, return at once.
 *
 * @throws Error when there is no Node with permissions for this machine
 */
export async function fillNodeCache(version: EngineVersion, transport: NodeTransport): Promise<NodeCache> {
	const packages = join(CACHE, 'node-shell');
	const modules = join(packages, 'node_modules');
	await fillOnce(packages, await hashOf([PACKAGES]), async () => {
		await cp(PACKAGES, packages, { recursive: true });
		// Without links: nothing may find this Node instead of the one that runs.
		await promisify(execFile)(
			'npm',
			['ci', '--ignore-scripts', '--no-bin-links', '--no-audit', '--no-fund'],
			{
				cwd: packages,
			},
		);
	});

	const folder = join(CACHE, `engine-${version}`);
	const script = join(folder, 'nodeShell.cjs');
	const engine = engineFolder(version);
	await fillOnce(folder, await hashOf(SOURCES, engine), () =>
		bundleNodeShell(transport, { engine, packages: modules, outfile: script }),
	);
	return { ...(await nodeExecutable(modules)), script, readable: [folder, engine, join(engine, '../..')] };
}

async function nodeExecutable(modules: string): Promise<Pick<NodeCache, 'node' | 'permissionFlag'>> {
	const fetched = join(modules, `node-${process.platform}-${process.arch}`, 'bin/node');
	const isThere = await access(fetched).then(
		() => true,
		() => false,
	);
	if (isThere) {
		return { node: fetched, permissionFlag: '--permission' };
	}
	const permissionFlag = ['--permission', '--experimental-permission'].find((flag) =>
		process.allowedNodeEnvironmentFlags.has(flag),
	);
	if (!permissionFlag) {
		throw new Error('The Node shell needs a Node with --permission: start the workspace with Node 24.');
	}
	return { node: process.execPath, permissionFlag };
}

async function hashOf(folders: string[], ...texts: string[]): Promise<string> {
	const hash = createHash('sha256').update(JSON.stringify(texts));
	for (const folder of folders) {
		for (const entry of (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
			each.isFile(),
		)) {
			hash.update(await readFile(join(entry.parentPath, entry.name)));
		}
	}
	return hash.digest('hex');
}
