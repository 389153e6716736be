import { require as requireEngineFile } from './requireEngineFile';

// How the Node shell of Rocket.Chat's newest servers loads an app, in place of what Deno's does in `construct.ts`.

type RequireOfApp = (module: string) => unknown;

const ALLOWED =
	'path url crypto buffer stream net http https zlib util punycode os querystring fs uuid @rocket.chat/apps-engine';
const ALLOWED_PREFIXES = ALLOWED.split(' ');

/** Deno needs a patch of its sockets here; Node needs nothing. */
export function prepareEnvironment(): void {}

/** A module is allowed when its name, without `node:`, begins with an allowed one: so is `fs/promises`. */
export function buildRequire(): RequireOfApp {
	return (module) => {
		const name = module.replace('node:', '');
		if (!ALLOWED_PREFIXES.some((prefix) => name.startsWith(prefix))) {
			throw new Error(`Module ${module} is not allowed`);
		}
		return requireEngineFile(name);
	};
}

/** Runs the app's bundle as the body of an async function that has no `globalThis`; nothing hides `Buffer`, `process`. */
export function wrapAppCode(code: string): (require: RequireOfApp) => Promise<Record<string, unknown>> {
	const run = new Function(
		...['exports', 'module', 'require', 'console', 'globalThis'],
		`return (async () => {${code};})()`,
	);
	return async (require) => {
		const module = { exports: {} };
		await run(module.exports, module, require, consoleOfApp(), undefined);
		return module.exports;
	};
}

/** Over stdio, the standard output carries the messages: an app's lines go to the standard error. */
function consoleOfApp(): Partial<Console> {
	if (process.connected) {
		return console;
	}
	const print = console.error.bind(console);
	return { log: print, error: print, debug: print, info: print, warn: print };
}
