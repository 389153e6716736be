// The newest servers' shell: node <permission flags> node.mjs <root>, the app's code on standard input.
import { readFileSync } from 'node:fs';
import { construct, refuseTriggerWords, sandboxRequire } from './sandbox.mjs';

const { argv, stdout } = process;
const code = readFileSync(0, 'utf8');
const exports = {};
const module = { exports };
const require = sandboxRequire(argv[2]);

refuseTriggerWords(code);
const wrapped = new Function('exports', 'module', 'require', 'globalThis', 'process', code);

// A bare global of Node's that the shell promises to nobody must not be needed.
delete globalThis.Buffer;
const blindProcess = new Proxy(process, {
	get(target, name) {
		if (name === 'env') {
			throw new Error('Reads the environment');
		}
		const value = target[name];
		return typeof value === 'function' ? value.bind(target) : value;
	},
});
wrapped(exports, module, require, undefined, blindProcess);
stdout.write(construct(module.exports));
