import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { APP_CLASS, type Bundle, bundleApp, ROOT } from '../bundle/bundleApp';
import { type BundledPackage, bundledPackages } from '../bundle/bundledPackages';
import { licencesText } from './licences';
import { type Manifest, readManifest } from './manifest';
import { sbom } from './sbom';
import { serverTexts } from './serverTexts';
import { zip } from './zip';

export type AppPackage = {
	/** `metamask-oauth_<version>.zip` */
	fileName: string;
	zip: Uint8Array;
	/** What is in the zip, by name. */
	files: Record<string, Uint8Array>;
	manifest: Manifest;
	bundle: Bundle;
	packages: BundledPackage[];
};

/**
 * Builds the app's zip in rc-apps' layout, in memory.
 * @throws esbuild's BuildFailure, or when the versions of app.json and package.json differ
 */
export async function buildPackage(): Promise<AppPackage> {
	const [manifest, bundle] = await Promise.all([readManifest(), bundleApp()]);
	const packages = bundledPackages(bundle);
	const files = {
		'.packagedby': text(JSON.stringify({ tool: manifest.nameSlug, version: manifest.version })),
		'app.json': text(JSON.stringify(manifest, null, 4)),
		[`${APP_CLASS}.js`]: text(bundle.code),
		'licences.txt': text(await licencesText(packages)),
		...(await supportFiles(manifest)),
	};
	const fileName = `${manifest.nameSlug}_${manifest.version}.zip`;
	return { fileName, zip: zip(files), files, manifest, bundle, packages };
}

/**
 * Writes the zip to `dist/`, and its software bill of materials beside it, as `.cdx.json`.
 * @returns the zip's absolute path
 */
export async function writePackage(built: AppPackage): Promise<string> {
	const folder = join(ROOT, 'dist');
	const path = join(folder, built.fileName);
	await mkdir(folder, { recursive: true });
	await writeFile(path, built.zip);
	await writeFile(path.replace(/\.zip$/, '.cdx.json'), sbom(built));
	return path;
}

/** The icon and the translations: all that the server reads beside the code and app.json. */
export async function supportFiles({ iconFile }: Manifest): Promise<Record<string, Uint8Array>> {
	const files: Record<string, Uint8Array> = { [iconFile]: await readFile(join(ROOT, iconFile)) };
	for (const name of await readdir(join(ROOT, 'i18n'))) {
		if (!name.endsWith('.json')) {
			continue;
		}
		files[`i18n/${name}`] = text(serverTexts(await readFile(join(ROOT, 'i18n', name), 'utf8')));
	}
	return files;
}

function text(content: string): Uint8Array {
	return new TextEncoder().encode(content);
}
