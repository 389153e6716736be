import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

let bundled: Promise<string> | undefined;

/** MetaMask's in-page provider as one classic script that defines `startInpageProvider`; built once. */
export function inpageScript(): Promise<string> {
	bundled ??= bundle();
	return bundled;
}

async function bundle(): Promise<string> {
	const { outputFiles } = await build({
		entryPoints: [fileURLToPath(new URL('./inpage.ts', import.meta.url))],
		bundle: true,
		minify: true,
		write: false,
		platform: 'browser',
		format: 'iife',
		alias: { 'node:stream': 'readable-stream' },
		define: { global: 'globalThis' },
		inject: [fileURLToPath(new URL('./inpageGlobals.ts', import.meta.url))],
	});
	const [file] = outputFiles;
	if (!file) {
		throw new Error('esbuild wrote no file');
	}
	return file.text;
}
