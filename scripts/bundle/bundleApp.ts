import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { narrowedPackages } from './narrowedPackages';
import { pageStrings } from './pageStrings';
import { sandboxModules } from './sandboxModules';
import { singleCopies } from './singleCopies';
import { translations } from './translations';

export const ROOT = join(import.meta.dirname, '../..');

/** The app's class, and the name of its file without ending. */
export const APP_CLASS = 'MetaMaskOAuthApp';

export type Bundle = {
	code: string;
	/** What went in: every file's path, relative to {@link ROOT}, with its bytes in the bundle. */
	inputs: Metafile['outputs'][string]['inputs'];
	/** Absolute paths of the files that became strings of the page. */
	pageInputs: string[];
};

export type BundleTarget = {
	/** Absolute path of the file whose exports become the bundle's. */
	entry: string;
	/** `cjs` is what Rocket.Chat loads, `esm` what `rc-apps` compiles to it. */
	format: 'cjs' | 'esm';
};

/** The app as one CommonJS file whose only export is the app's class, as both shells load it. */
export function bundleApp(): Promise<Bundle> {
	return bundle({ entry: join(ROOT, `${APP_CLASS}.ts`), format: 'cjs' });
}

/**
 * Bundles an entry for the sandbox.
 * @throws esbuild's BuildFailure, also for a module that the sandbox does not have
 */
export async function bundle({ entry, format }: BundleTarget): Promise<Bundle> {
	const pageInputs: string[] = [];
	const { outputFiles, metafile } = await build({
		absWorkingDir: ROOT,
		entryPoints: [entry],
		outfile: `${APP_CLASS}.js`,
		bundle: true,
		minifyWhitespace: true,
		minifySyntax: true,
		// rc-apps, which gets ESM, looks for the class by its name.
		minifyIdentifiers: format === 'cjs',
		format,
		platform: 'node',
		// The newest syntax that rc-apps' own compiler, TypeScript 3.9, can read; it has BigInt literals.
		target: 'es2020',
		inject: ['buffer.ts', 'textEncoder.ts'].map((file) => join(import.meta.dirname, file)),
		// Six of seven languages are written in more than ASCII; escaped, each letter would take six bytes.
		charset: 'utf8',
		legalComments: 'none',
		plugins: [
			sandboxModules(),
			narrowedPackages(),
			translations(),
			singleCopies(ROOT),
			pageStrings((files) => pageInputs.push(...files)),
		],
		metafile: true,
		write: false,
		logLevel: 'silent',
	});
	const [output] = Object.values(metafile.outputs);
	return {
		code: outputFiles[0]?.text ?? '',
		inputs: output?.inputs ?? {},
		pageInputs: pageInputs.sort(),
	};
}
