import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Rocket.Chat alone shows these, from the zip's own files; `TextKey` leaves the same out, so no code asks for one. */
const SHOWN_BY_SERVER = /^setting_(?!sign-in-message_).*_description$/;

/** Leaves out of the bundle what a translation says to Rocket.Chat alone. */
export function bundledTexts(): Plugin {
	return {
		name: 'bundled-texts',
		setup(build) {
			build.onLoad({ filter: /\/i18n\/[\w-]+\.json$/ }, async ({ path }) => {
				const texts: Record<string, string> = JSON.parse(await readFile(path, 'utf8'));
				const bundled = Object.entries(texts).filter(([key]) => !SHOWN_BY_SERVER.test(key));
				return { contents: JSON.stringify(Object.fromEntries(bundled)), loader: 'json' };
			});
		},
	};
}
