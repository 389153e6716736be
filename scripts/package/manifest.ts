import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppInterface } from '@rocket.chat/apps-engine/definition/metadata/index.js';
import { APP_CLASS, ROOT } from '../bundle/bundleApp';

/** `app.json`, as far as packaging reads it. */
export type Manifest = {
	id: string;
	version: string;
	requiredApiVersion: string;
	iconFile: string;
	nameSlug: string;
	classFile: string;
	implements: string[];
	permissions: { name: string }[];
};

/**
 * `app.json` as it goes into the zip.
 * @throws when its version is not package.json's, or its `implements`, which rc-apps takes from the app's class,
 * is not what the class says
 */
export async function readManifest(): Promise<Manifest> {
	const manifest: Manifest = JSON.parse(await readFile(join(ROOT, 'app.json'), 'utf8'));
	const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
	if (manifest.version !== version) {
		throw new Error(`app.json has version ${manifest.version}, package.json ${version}: make them equal`);
	}
	const implemented = implementedInterfaces(await readFile(join(ROOT, `${APP_CLASS}.ts`), 'utf8'));
	if (manifest.implements.join() !== implemented.join()) {
		// An event that is missing here never reaches the app, and nothing says so.
		throw new Error(`app.json implements ${manifest.implements}, its class ${implemented}: make them equal`);
	}
	return manifest;
}

/** The Apps-Engine's interfaces that the app's class says it implements: the events it is told of. */
function implementedInterfaces(source: string): string[] {
	const [, list] = source.match(/\bclass\s+\w+\s+extends\s+App\s+implements\s+([\w\s,]+)\{/) ?? [];
	const known: readonly string[] = Object.values(AppInterface);
	return (list ?? '')
		.split(',')
		.map((name) => name.trim())
		.filter((name) => known.includes(name));
}
