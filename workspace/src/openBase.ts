import { link, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureAdmin } from './adminUser';
import { federationKeys } from './bridges/federationKeys';
import { Clock } from './clock';
import type { WorkspaceContext } from './context';
import { CLOCK_OFFSET_FILE } from './engine/denoLauncher';
import type { EngineHome } from './engine/startEngine';
import { startServer, type WorkspaceServer } from './http/workspaceServer';
import { defineLoginSettings } from './login/loginSettings';
import { ResumeTokens } from './login/loginTokens';
import { takeLock } from './processLock';
import type { UserDocument } from './users';
import { openParts, type WorkspaceParts } from './workspaceParts';

/** Where a workspace listens, and where it keeps its data. */
export interface BaseOptions {
	/** 0, the default: any free one. */
	port?: number;
	/** The folder that keeps everything; by default it is in memory. */
	dataDir?: string;
	/** The path of Site_Url, such as `/chat`; none by default. */
	pathPrefix?: string;
}

/** A workspace without its engines. */
export interface WorkspaceBase {
	readonly server: WorkspaceServer;
	readonly parts: WorkspaceParts;
	readonly context: WorkspaceContext;
	readonly admin: UserDocument;
	/** The folders and files of the nth engine. */
	engineHome(n: number): Promise<EngineHome>;
}

/** @param ends receives a function for each started part that ends it, in order */
export async function openBase(options: BaseOptions, ends: (() => unknown)[]): Promise<WorkspaceBase> {
	const { pathPrefix = '' } = options;
	const dataDir = options.dataDir === undefined ? undefined : resolve(options.dataDir);
	if (dataDir !== undefined) {
		ends.push(await lockData(dataDir));
	}
	const runDir = await mkdtemp(join(tmpdir(), 'workspace-'));
	ends.push(() => rm(runDir, { recursive: true, force: true }));
	const clock = new Clock(join(runDir, CLOCK_OFFSET_FILE));
	ends.push(() => clock.close());
	const parts = await openParts(clock, dataDir);
	await defineLoginSettings(parts.settings);
	const admin = await ensureAdmin(parts.users);
	const server = await startServer(parts.settings, options.port ?? 0, pathPrefix);
	ends.push(() => server.close());
	// As ROOT_URL does on the server: the port may have changed since the last start.
	await parts.settings.set('Site_Url', server.url);
	const sources = join(dataDir ?? runDir, 'apps');
	const logFile = dataDir && join(dataDir, 'logs.jsonl');
	const keys = await federationKeys(dataDir);
	return {
		server,
		parts,
		context: contextOf(parts, pathPrefix),
		admin,
		engineHome: (n) => engineHome(runDir, n, { sources, logFile, federationKeys: keys }),
	};
}

/** Call it before anything is opened: opening rewrites the files. @returns a function that releases the lock */
async function lockData(dataDir: string): Promise<() => Promise<void>> {
	await mkdir(dataDir, { recursive: true });
	const file = join(dataDir, 'lock');
	const release = await takeLock(file);
	if (!release) {
		throw new Error(
			`Another workspace keeps its data in ${dataDir}. Stop it, or remove ${file} if none runs.`,
		);
	}
	return release;
}

async function engineHome(
	runDir: string,
	n: number,
	shared: Omit<EngineHome, 'runDir'>,
): Promise<EngineHome> {
	const home = join(runDir, `engine-${n}`);
	await mkdir(home);
	// A link, not a copy: the clock in the app's process reads the file beside itself.
	await link(join(runDir, CLOCK_OFFSET_FILE), join(home, CLOCK_OFFSET_FILE));
	return { ...shared, runDir: home };
}

function contextOf({ settings, users, clock, mails }: WorkspaceParts, siteRoot: string): WorkspaceContext {
	return {
		siteUrl: () => settings.text('Site_Url').replace(/\/$/, ''),
		siteRoot,
		settings,
		users,
		clock,
		mails,
		loginTokens: new ResumeTokens(users, settings, clock),
	};
}
