import { readFile } from 'node:fs/promises';
import { ADMIN } from '../adminUser';
import type { AppDescription } from '../engine/describeApp';
import { errorMessage } from '../errorMessage';
import { type RunningWorkspace, startWorkspace } from '../startWorkspace';
import { type CommandLine, readCommandLine, USAGE, UsageError } from './readCommandLine';

/** What can't be done, as one sentence. */
class CommandError extends Error {
	override readonly name = 'CommandError';
}

/**
 * Runs the command line `rocketchat-app-workspace`.
 * @returns its exit code: 0, or 1 when something fails, or 2 when the command line is wrong
 */
export async function runCommand(words: readonly string[]): Promise<number> {
	try {
		const commandLine = readCommandLine(words);
		if (commandLine.kind === 'help') {
			console.log(USAGE);
		} else {
			await run(commandLine);
		}
		return 0;
	} catch (error) {
		console.error(errorMessage(error));
		return error instanceof UsageError ? 2 : 1;
	}
}

type Run = CommandLine & { kind: 'run' };

async function run({ zipFile, port, dataDir, engine }: Run): Promise<void> {
	// From the start: a Ctrl+C while the app is installed must end its process, too.
	const interrupted = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
	const zip = await readZip(zipFile);
	const workspace = await start({
		port,
		engine,
		log: console.error,
		...(dataDir !== undefined && { dataDir }),
	});
	try {
		const app = await install(workspace, zip, zipFile);
		console.log(`${app.name} ${app.version} is enabled on engine ${engine}.

Workspace  ${workspace.url}
Admin      ${ADMIN.username}, password ${ADMIN.password}
Endpoints  ${workspace.url}/api/apps/public/${app.id}/
Data       ${dataDir ?? 'in memory'}

Ctrl+C ends it.`);
		await interrupted;
	} finally {
		await workspace.stop();
	}
}

async function readZip(file: string): Promise<Buffer> {
	try {
		return await readFile(file);
	} catch (error) {
		const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
		throw new CommandError(
			isMissing ? `There is no file ${file}.` : `${file} can't be read: ${errorMessage(error)}.`,
		);
	}
}

async function start(options: Parameters<typeof startWorkspace>[0]): Promise<RunningWorkspace> {
	try {
		return await startWorkspace(options);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
			throw new CommandError(`Port ${options?.port} is taken: choose another with --port.`);
		}
		throw error;
	}
}

/** Installs the app, or updates the one that the data folder has. */
async function install(workspace: RunningWorkspace, zip: Buffer, file: string): Promise<AppDescription> {
	const { apps } = workspace;
	const app = await apps.installOrUpdate(zip).catch((error: unknown) => {
		throw new CommandError(`The engine refuses ${file}: ${errorMessage(error)}`);
	});
	if (!/^(manually|auto)_enabled$/.test(app.status)) {
		throw new CommandError(`${app.name} is installed but not enabled: its status is ${app.status}.`);
	}
	return app;
}
