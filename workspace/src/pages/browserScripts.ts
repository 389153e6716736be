import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const SOURCES = fileURLToPath(new URL('./browser/', import.meta.url));
const SCRIPTS = ['home', 'admin', 'endOfLogin', 'endOfPopup'];

let built: Promise<Map<string, string>> | undefined;

async function bundle(): Promise<Map<string, string>> {
	const { outputFiles } = await build({
		entryPoints: SCRIPTS.map((name) => `${SOURCES}${name}.ts`),
		outdir: SOURCES,
		bundle: true,
		format: 'esm',
		target: 'es2022',
		write: false,
	});
	return new Map(outputFiles.map(({ path, text }) => [path.slice(SOURCES.length), text]));
}

/** A script of the pages, by its file name under `/assets`, bundled once per process; undefined if there is none. */
export async function browserScript(fileName: string): Promise<string | undefined> {
	built ??= bundle();
	return (await built).get(fileName);
}
