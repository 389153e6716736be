import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { singleCopies } from './singleCopies';

const ROOT = join(import.meta.dirname, '../..');
const PAGE_FOLDER = join(ROOT, 'page');

/**
 * What the in-app browsers of phone wallets run: they are the system's WebView, so a phone that no
 * longer gets updates stays at the version of about 2020.
 */
const BROWSERS = 'es2020';

/**
 * Bundles and minifies one file of `page/` (TypeScript to one classic script, CSS to one sheet).
 * @param file path inside `page/`
 * @throws esbuild's BuildFailure
 */
export async function bundlePage(file: string): Promise<{ text: string; inputs: Metafile['inputs'] }> {
	const { outputFiles, metafile } = await build({
		absWorkingDir: PAGE_FOLDER,
		entryPoints: [`./${file}`],
		bundle: true,
		minify: true,
		format: 'iife',
		platform: 'browser',
		target: BROWSERS,
		legalComments: 'none',
		plugins: [singleCopies(ROOT)],
		metafile: true,
		write: false,
		logLevel: 'silent',
	});
	return { text: (outputFiles[0]?.text ?? '').trim(), inputs: metafile.inputs };
}

/**
 * Resolves `import script from 'page:browser/walletPage.ts'` to the text of {@link bundlePage}: the server
 * serves nothing from the zip, so what the page needs has to be a string inside the bundle.
 * @param onInputs told the files that went into each string, relative to `page/`
 */
export function pageStrings(onInputs: (inputs: string[]) => void): Plugin {
	return {
		name: 'page-strings',
		setup(builder) {
			builder.onResolve({ filter: /^page:/ }, ({ path }) => ({
				path: path.slice('page:'.length),
				namespace: 'page',
			}));
			builder.onLoad({ filter: /./, namespace: 'page' }, async ({ path }) => {
				const { text, inputs } = await bundlePage(path);
				const files = Object.keys(inputs).map((input) => join(PAGE_FOLDER, input));
				onInputs(files);
				return { contents: text, loader: 'text', watchFiles: files };
			});
		},
	};
}
