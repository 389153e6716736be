import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { APP_CLASS, bundle, ROOT } from '../bundle/bundleApp';
import { supportFiles } from './buildPackage';
import { readManifest } from './manifest';

/** TypeScript 7 has no compiler API, so rc-apps is given the one that it was released with. */
const STAGED_MODULES = {
	'@rocket.chat': '@rocket.chat',
	'@types': '@types',
	typescript: '@rocket.chat/apps-cli/node_modules/typescript',
};

/**
 * Fills a folder with an app that `rc-apps package` and `rc-apps deploy` accept. They compile TypeScript
 * file by file and know no npm packages, so what they get is the finished bundle under the class's name.
 * @param folder absolute path; must not exist
 */
export async function stage(folder: string): Promise<void> {
	const manifest = await readManifest();
	const { code } = await bundle({ entry: join(ROOT, `${APP_CLASS}.ts`), format: 'esm' });
	const files: Record<string, string | Uint8Array> = {
		'app.json': JSON.stringify(manifest, null, 4),
		// rc-apps writes this range into the zip's requiredApiVersion.
		'package.json': JSON.stringify({
			devDependencies: { '@rocket.chat/apps-engine': manifest.requiredApiVersion },
		}),
		[manifest.classFile]: `// @ts-nocheck\n${interfacesDeclaration(manifest.implements)}${code}`,
		...(await supportFiles(manifest)),
	};
	for (const [name, content] of Object.entries(files)) {
		await mkdir(dirname(join(folder, name)), { recursive: true });
		await writeFile(join(folder, name), content);
	}
	// It takes the engine's types, and the compiler itself, from the app's own node_modules.
	const modules = join(folder, 'node_modules');
	await mkdir(modules);
	for (const [name, source] of Object.entries(STAGED_MODULES)) {
		await symlink(join(ROOT, 'node_modules', source), join(modules, name));
	}
}

/** rc-apps reads `implements` off the class declarations, and bundling has erased the real one's. */
function interfacesDeclaration(interfaces: readonly string[]): string {
	return interfaces.length > 0 ? `declare class Implemented implements ${interfaces.join(', ')} {}\n` : '';
}
