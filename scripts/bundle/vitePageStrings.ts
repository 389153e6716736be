import type { Plugin } from 'vitest/config';
import { bundlePage } from './pageStrings';

/** The same `page:` imports for tests that run the app's sources under Vitest instead of the bundle. */
export function vitePageStrings(): Plugin {
	const prefix = '\0page:';
	return {
		name: 'page-strings',
		enforce: 'pre',
		// The ending keeps Vite's own CSS and TypeScript steps away from what is a string by then.
		resolveId: (id) => (id.startsWith('page:') ? `\0${id}.js` : undefined),
		async load(id) {
			if (!id.startsWith(prefix)) {
				return undefined;
			}
			const { text } = await bundlePage(id.slice(prefix.length, -'.js'.length));
			return `export default ${JSON.stringify(text)};`;
		},
	};
}
