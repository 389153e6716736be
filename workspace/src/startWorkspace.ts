import type { WorkspaceContext } from './context';
import type { AppHost } from './engine/appHost';
import { type EngineVersion, NEWEST_ENGINE } from './engine/engineVersion';
import { type RunningEngine, startEngine } from './engine/startEngine';
import { appEndpoints } from './http/appEndpoints';
import { appsAdministration } from './http/appsAdministration';
import { commandsApi } from './http/commandsApi';
import { serverInfo } from './http/serverInfo';
import { uiInteractionApi } from './http/uiInteractionApi';
import { CURRENT_RELEASE, type LoginRelease } from './login/loginRelease';
import { loginRouter } from './login/loginRouter';
import { type BaseOptions, openBase, type WorkspaceBase } from './openBase';
import { pagesRouter } from './pages/pagesRouter';
import type { UserDocument } from './users';
import type { WorkspaceParts } from './workspaceParts';

/** How to start a workspace. */
export interface WorkspaceOptions extends BaseOptions {
	/** The newest by default. */
	engine?: EngineVersion;
	/** How releases of Rocket.Chat differ at a login; today's by default. */
	loginRelease?: Partial<LoginRelease>;
	/** Called with the reason of each failed login, one line, which Rocket.Chat's clients hide. */
	log?: (line: string) => void;
}

/** A running workspace. */
export interface RunningWorkspace extends WorkspaceParts {
	/** Site_Url: with the path prefix, without a slash at the end. */
	url: string;
	apps: AppHost;
	/** The first admin; `context.loginTokens.issue` gives a login token. */
	admin: UserDocument;
	/** What all routes share. */
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
 * @throws Error when one already runs in this process or with this `dataDir`, or the port is taken
 */
export async function startWorkspace(options: WorkspaceOptions = {}): Promise<RunningWorkspace> {
	if (isRunning) {
		throw new Error('A workspace already runs in this process. Stop it, or use another process.');
	}
	isRunning = true;
	const ends: (() => unknown)[] = [];
	const stop = async (): Promise<void> => {
		for (const end of ends.splice(0).reverse()) {
			await end();
		}
		isRunning = false;
	};
	try {
		return { ...(await open(options, ends)), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** @param ends receives a function for each started part that ends it, in order */
async function open(
	options: WorkspaceOptions,
	ends: (() => unknown)[],
): Promise<Omit<RunningWorkspace, 'stop'>> {
	const base = await openBase(options, ends);
	const { parts, server, context, admin } = base;
	const home = await base.engineHome(1);
	const running = await startEngine(options.engine ?? NEWEST_ENGINE, parts, parts.users, home);
	ends.push(() => running.stop());
	parts.jobs.start();
	ends.push(() => parts.jobs.stop());
	serveApps(base, running);
	servePeople(base, options);
	await running.apps.load();
	return { ...parts, url: server.url, apps: running.apps, admin, context };
}

/** Serves the routes of apps. */
function serveApps({ server, parts, context }: WorkspaceBase, { engine, apps, routes }: RunningEngine): void {
	const { loginTokens } = context;
	const host = { ...parts, engine, apps, loginTokens };
	// The endpoints of apps come first: no request to them should pass through anything else.
	server.use('/api/apps', appEndpoints(routes, loginTokens));
	server.use('/api/apps/ui.interaction', uiInteractionApi(host));
	server.use('/api/apps', appsAdministration(apps, loginTokens));
	server.use('/api/v1', commandsApi(host));
}

/** Serves logins and pages. */
export function servePeople(
	{ server, parts, context }: WorkspaceBase,
	{ loginRelease, log = () => {} }: Pick<WorkspaceOptions, 'loginRelease' | 'log'>,
): void {
	server.use(serverInfo());
	const release = { ...CURRENT_RELEASE, ...loginRelease };
	server.use(loginRouter(context, release, ({ message }) => log(`A login failed: ${message}`)));
	server.use(pagesRouter(context, parts.messages));
}
