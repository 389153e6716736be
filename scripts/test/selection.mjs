import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../run/command.mjs';

/** The layers of tests, in the order in which they run. */
export const LAYERS = JSON.parse(await readFile(join(ROOT, 'test/layers.json'), 'utf8')).map(
	({ name }) => name,
);

/**
 * Reads what to run: names of layers and paths come first, Vitest's options after them.
 * @param {string[]} args
 * @returns {{ isAll: boolean, vitestArgs: string[] }} `isAll`: neither a layer nor a path was named
 * @throws {Error} with a sentence when a word is neither
 */
export function readSelection(args) {
	const firstOption = args.findIndex((arg) => arg.startsWith('-'));
	const words = firstOption < 0 ? args : args.slice(0, firstOption);
	const options = args.slice(words.length);
	const layers = words.filter((word) => LAYERS.includes(word));
	const paths = words.filter((word) => !LAYERS.includes(word));
	const unknown = paths.find((path) => !existsSync(join(ROOT, path)));
	if (unknown !== undefined) {
		throw new Error(`There is no layer and no file "${unknown}": the layers are ${LAYERS.join(', ')}.`);
	}
	return {
		isAll: words.length === 0,
		vitestArgs: [...layers.map((layer) => `--project=${layer}`), ...paths, ...options],
	};
}
