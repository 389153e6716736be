import { join } from 'node:path';
import { ADMIN, startWorkspace } from 'rocketchat-app-workspace';
import { ROOT } from './bundle/bundleApp';
import { buildPackage, writePackage } from './package/buildPackage';
import { isPortFree } from './start/isPortFree';
import { configureRecommendedOAuth } from './start/recommendedOAuth';
import { tryLogin } from './start/trialLogin';

const PORT = Number(process.env.PORT || 3000);
const DATA = '.workspace';

if (!(await isPortFree(PORT))) {
	console.error(
		`Port ${PORT} is taken: end what listens there (another npm start of this folder has to end anyway), or take another port: PORT=${PORT + 1} npm start`,
	);
	process.exit(1);
}
console.log('Building the app …');
const built = await buildPackage();
await writePackage(built);
const zip = Buffer.from(built.zip);
const { id } = built.manifest;

console.log('Starting the workspace …');
const dataDir = join(ROOT, DATA);
const workspace = await startWorkspace({ port: PORT, dataDir, log: console.error }).catch(refuse);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => stop(0));
}

try {
	const { apps, url } = workspace;
	await (apps.has(id) ? apps.update(zip) : apps.install(zip));
	await configureRecommendedOAuth(workspace, id);
	console.log(`Installed ${built.fileName}, ${Math.round(zip.length / 1000)} kB: ${await apps.status(id)}.`);
	await tryLogin(workspace, dataDir);
	console.log(`
Open ${url} in a browser with MetaMask and press the button.
The admin is ${ADMIN.username}, with the password ${ADMIN.password}. Ctrl+C ends it.
Everything is kept in ${DATA}, settings too; to start over: rm -r ${DATA}`);
} catch (error) {
	console.error(error);
	await stop(1);
}

/** Such as that another workspace keeps its data there. */
function refuse(error: unknown): never {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}

async function stop(exitCode: number): Promise<void> {
	await workspace.stop();
	process.exit(exitCode);
}
