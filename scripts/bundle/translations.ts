import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { isForServerAlone } from '../package/serverTexts';

/**
 * Bundles `i18n/` as small as it can be: without the sentences that only Rocket.Chat says, which are in the zip's
 * own `i18n/`, and with the keys once, in English, instead of once for each language.
 */
export function translations(): Plugin {
	return {
		name: 'translations',
		setup(build) {
			build.onLoad({ filter: /\/i18n\/[\w-]+\.json$/ }, async ({ path }) => {
				const english = await readTexts(join(dirname(path), 'en.json'));
				const keys = Object.keys(english).filter((key) => !isForServerAlone(key));
				if (basename(path) === 'en.json') {
					const texts = Object.fromEntries(keys.map((key) => [key, english[key]]));
					return { loader: 'json', contents: JSON.stringify(texts) };
				}
				const texts = await readTexts(path);
				return {
					resolveDir: dirname(path),
					contents: `import english from './en.json';
const texts = ${JSON.stringify(keys.map((key) => texts[key] ?? null))};
export default Object.fromEntries(Object.keys(english).map((key, index) => [key, texts[index]]));`,
				};
			});
		},
	};
}

async function readTexts(file: string): Promise<Record<string, string>> {
	return JSON.parse(await readFile(file, 'utf8'));
}
