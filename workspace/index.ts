import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureAdmin } from './adminUser';
import { Clock } from './clock';
import type { WorkspaceContext } from './context';
import type { AppHost } from './engine/appHost';
import { CLOCK_OFFSET_FILE } from './engine/denoLauncher';
import type { EngineVersion } from './engine/engineVersion';
import { type RunningEngine, startEngine } from './engine/startEngine';
import { appEndpoints } from './http/appEndpoints';
import { appsAdministration } from './http/appsAdministration';
import { commandsApi } from './http/commandsApi';
import { serverInfo } from './http/serverInfo';
import { uiInteractionApi } from './http/uiInteractionApi';
import { startServer, type WorkspaceServer } from './http/workspaceServer';
import { CURRENT_RELEASE, type LoginRelease, loginRouter } from './login/loginRouter';
import { defineLoginSettings } from './login/loginSettings';
import { ResumeTokens } from './login/loginTokens';
import { pagesRouter } from './pages/pagesRouter';
import { takeLock } from './processLock';
import type { UserDocument } from './users';
import { openParts, type WorkspaceParts } from './workspaceParts';

/** How to start a workspace. */
export interface WorkspaceOptions {
	/** 0, the default: any free one. */
	port?: number;
	/** Where to keep everything; without it, in memory. */
	dataDir?: string;
	/** The newest unless told. */
	engine?: EngineVersion;
	/** The path of Site_Url, such as `/chat`; none by default. */
	pathPrefix?: string;
	/** In what releases of Rocket.Chat differ at a login; what it does today unless told. */
	loginRelease?: Partial<LoginRelease>;
	/** Told why a login failed, which Rocket.Chat's clients hide; nobody is by default. */
	log?: (line: string) => void;
}

/** A running workspace. */
export interface Workspace extends WorkspaceParts {
	/** Site_Url: with the path prefix, without a slash at the end. */
	url: string;
	apps: AppHost;
	/** An admin; `context.loginTokens.issue` logs it in. */
	admin: UserDocument;
	/** What the routes of logins and pages share. */
	context: WorkspaceContext;
	/** Ends the server and all apps' processes. What is kept in `dataDir` stays. */
	stop(): Promise<void>;
}

let isRunning = false;

/**
 * Starts a Rocket.Chat workspace for apps: the real Apps-Engine, and around it what the server does for apps.
 *
 * One at a time in a process: the engine's manager is a singleton, and finds Deno by the process's PATH.
 *
 * @throws Error when one is running already, here or with this `dataDir`, or the port is taken
 */
export async function startWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
	if (isRunning) {
		throw new Error('one workspace is running in this process already: stop it, or start a process');
	}
	isRunning = true;
	const ends: (() => unknown)[] = [];
	const stop = async (): Promise<void> => {
		for (const end of ends.splice(0).reverse()) await end();
		isRunning = false;
	};
	try {
		return { ...(await open(options, ends)), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** @param ends gets how to end each part that was started, the first one first */
async function open(options: WorkspaceOptions, ends: (() => unknown)[]): Promise<Omit<Workspace, 'stop'>> {
	const { pathPrefix = '', engine: version = '1.62.0' } = options;
	const dataDir = options.dataDir === undefined ? undefined : resolve(options.dataDir);
	if (dataDir !== undefined) ends.push(await lockData(dataDir));
	const runDir = await mkdtemp(join(tmpdir(), 'workspace-'));
	ends.push(() => rm(runDir, { recursive: true, force: true }));
	const clock = new Clock(join(runDir, CLOCK_OFFSET_FILE));
	ends.push(() => clock.close());
	const parts = await openParts(clock, dataDir);
	await defineLoginSettings(parts.settings);
	const admin = await ensureAdmin(parts.users);

	const server = await startServer(parts.settings, options.port ?? 0, pathPrefix);
	ends.push(() => server.close());
	// As ROOT_URL does on the server: where it listens may be another port than last time.
	await parts.settings.set('Site_Url', server.url);
	const context = contextOf(parts, pathPrefix);
	const running = await startEngine(version, parts, { dataDir, runDir });
	ends.push(() => running.stop());
	serve(server, running, parts, context, options);
	await running.apps.load();
	return { ...parts, url: server.url, apps: running.apps, admin, context };
}

/** Before anything is opened: opening rewrites the files. @returns how to let go */
async function lockData(dataDir: string): Promise<() => Promise<void>> {
	await mkdir(dataDir, { recursive: true });
	const file = join(dataDir, 'lock');
	const release = await takeLock(file);
	if (!release) {
		throw new Error(`another workspace keeps its data in ${dataDir}: stop it; if none runs, remove ${file}`);
	}
	return release;
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

function serve(
	server: WorkspaceServer,
	{ engine, apps, routes }: RunningEngine,
	parts: WorkspaceParts,
	context: WorkspaceContext,
	{ loginRelease, log = () => {} }: WorkspaceOptions,
): void {
	const { loginTokens } = context;
	const host = { ...parts, engine, apps, loginTokens };
	// The apps' endpoints first: no request to them should pass through anything else.
	server.use('/api/apps', appEndpoints(routes, loginTokens));
	server.use('/api/apps/ui.interaction', uiInteractionApi(host));
	server.use('/api/apps', appsAdministration(apps, loginTokens));
	server.use(serverInfo());
	server.use('/api/v1', commandsApi(host));
	const release = { ...CURRENT_RELEASE, ...loginRelease };
	server.use(loginRouter(context, release, ({ message }) => log(`A login failed: ${message}`)));
	server.use(pagesRouter(context, parts.messages));
}
