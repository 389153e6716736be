// npm run deploy: builds the app and has rc-apps put it into a workspace, as new or as an update.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bundle/bundleApp';
import { parseDeployTarget } from './deploy/parseDeployTarget';
import { runRcApps } from './deploy/runRcApps';
import { readManifest } from './package/manifest';
import { stage } from './package/stage';

const target = parseDeployTarget(process.env);
if (typeof target === 'string') {
	console.error(target);
	process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), 'deploy-'));
try {
	const staged = join(folder, 'app');
	const { nameSlug, version } = await readManifest();
	console.log(`Building ${nameSlug} ${version} …`);
	await stage(staged);
	// In a file that nobody else can read: arguments show in every process list.
	await writeFile(join(staged, '.rcappsconfig'), JSON.stringify(target), { mode: 0o600 });
	console.log(`Deploying it to ${target.url} …`);
	process.exitCode = await runRcApps(join(ROOT, 'node_modules/.bin/rc-apps'), staged);
} finally {
	await rm(folder, { recursive: true });
}
