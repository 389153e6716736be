import { join } from 'node:path';
import { ADMIN } from '../workspace/adminUser';
import { startWorkspace } from '../workspace/index';
import { ROOT } from './bundle/bundleApp.js';
import { buildPackage, writePackage } from './package/buildPackage.js';
import { logInThroughBothClients } from './start/logInThroughBothClients.js';
import { configureRecommendedOAuth } from './start/recommendedOAuth.js';

console.log('Building the app …');
const built = await buildPackage();
await writePackage(built);
const zip = Buffer.from(built.zip);
const { id } = built.manifest;

console.log('Starting the workspace …');
const workspace = await startWorkspace({ port: 3000, dataDir: join(ROOT, '.workspace') }).catch((error) => {
	if (error.code !== 'EADDRINUSE') throw error;
	console.error('Port 3000 is taken: end what listens there, another npm start perhaps, and try again.');
	process.exit(1);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(0));

try {
	const { apps, url } = workspace;
	await (apps.has(id) ? apps.update(zip) : apps.install(zip));
	await configureRecommendedOAuth(workspace, id);
	console.log(`Installed ${built.fileName}, ${Math.ceil(zip.length / 1000)} kB: ${await apps.status(id)}.`);
	await logInThroughBothClients(workspace);
	console.log(`
Open ${url} in a browser with MetaMask and press the button.
The admin is ${ADMIN.username}, with the password ${ADMIN.password}. Everything is kept in .workspace; Ctrl+C ends it.`);
} catch (error) {
	console.error(error);
	await stop(1);
}

async function stop(exitCode: number): Promise<void> {
	await workspace.stop();
	process.exit(exitCode);
}
