// The newest servers' shell: node <permission flags> node.mjs <root>, the app's code on standard input.
import { readFileSync } from 'node:fs';
import { construct, refuseTriggerWords, sandboxRequire } from './sandbox.mjs';

const { argv, stdout } = process;
const code = readFileSync(0, 'utf8');
const exports = {};
const module = { exports };
const require = sandboxRequire(argv[2]);
require('@rocket.chat/apps-engine/definition/App');

refuseTriggerWords(code);
const wrapped = new Function('exports', 'module', 'require', 'globalThis', code);

// A bare global of Node's that the shell promises to nobody must not be needed, and the environment not read.
delete globalThis.Buffer;
Object.defineProperty(process, 'env', {
	get: () => {
		throw new Error('Reads the environment');
	},
});
wrapped(exports, module, require, undefined);
stdout.write(construct(module.exports));
