import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppInterface } from '@rocket.chat/apps-engine/definition/metadata/index.js';
import { APP_CLASS, ROOT } from '../bundle/bundleApp.js';

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
 * `app.json` as it goes into the zip: with `implements` taken from the app's class, as rc-apps does.
 * @throws when `app.json` and `package.json` differ in their version
 */
export async function readManifest(): Promise<Manifest> {
	const manifest: Manifest = JSON.parse(await readFile(join(ROOT, 'app.json'), 'utf8'));
	const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
	if (manifest.version !== version) {
		throw new Error(`app.json has version ${manifest.version}, package.json ${version}: make them equal`);
	}
	const source = await readFile(join(ROOT, `${APP_CLASS}.ts`), 'utf8');
	return { ...manifest, implements: implementedInterfaces(source) };
}

/** The Apps-Engine's interfaces that the app's class says it implements: the events it is told of. */
export function implementedInterfaces(source: string): string[] {
	const [, list] = source.match(/\bclass \w+ extends App\s+implements\s+([\w\s,]+)\{/) ?? [];
	const known: readonly string[] = Object.values(AppInterface);
	return (list ?? '')
		.split(',')
		.map((name) => name.trim())
		.filter((name) => known.includes(name));
}
