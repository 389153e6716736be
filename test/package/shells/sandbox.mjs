import { createRequire } from 'node:module';

// The sandbox as the engine's sources show it, written down a second time on purpose: a mistake in the
// build's own list must not hide itself.
const MODULES =
	'path url crypto buffer stream net http https zlib util punycode os querystring fs uuid'.split(' ');
const TRIGGER_WORDS = ['.usernames', '.isOnline(', '.createToken('];

/**
 * What both shells give an app as `require`.
 * @param {string} root folder whose node_modules hold the Apps-Engine
 */
export function sandboxRequire(root) {
	const load = createRequire(`${root}/package.json`);
	return (name) => {
		// Newer servers accept the `node:` prefix, older ones do not: the app may not rely on it.
		if (MODULES.includes(name)) {
			return load(name);
		}
		if (name.startsWith('@rocket.chat/apps-engine/definition/')) {
			return load(name);
		}
		throw new Error(`Module ${name} is not allowed`);
	};
}

/**
 * Old servers parse code with these words as ES2017 to rewrite it, and newer syntax ends the app.
 * @param {string} code
 */
export function refuseTriggerWords(code) {
	const word = TRIGGER_WORDS.find((word) => code.includes(word));
	if (word !== undefined) {
		throw new Error(`Trigger word ${word}`);
	}
}

/**
 * Constructs the app as both shells do, from the first export.
 * @param {Record<string, unknown>} exports
 */
export function construct(exports) {
	const names = Object.keys(exports);
	if (names.length !== 1) {
		throw new Error(`Exports ${names.join(', ')}`);
	}
	const [App] = Object.values(exports);
	const info = { id: 'the-id', name: 'the name', nameSlug: 'the-slug', version: '1.2.3', author: {} };
	const app = new App(info, { debug() {} }, {});
	for (const method of [
		'getName',
		'getNameSlug',
		'getVersion',
		'getID',
		'getDescription',
		'getRequiredApiVersion',
	]) {
		if (typeof app[method] !== 'function') {
			throw new Error(`App must contain a ${method} function`);
		}
	}
	return `${names[0]} ${app.getID()} ${app.getVersion()}`;
}
