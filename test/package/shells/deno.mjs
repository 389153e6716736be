// Older servers' shell: deno run <no env, no net> deno.mjs <root>, the app's code on standard input.
import { construct, refuseTriggerWords, sandboxRequire } from './sandbox.mjs';

const { Deno } = globalThis;
const code = await new Response(Deno.stdin.readable).text();
const exports = {};
const module = { exports };
const require = sandboxRequire(Deno.args[0]);

refuseTriggerWords(code);
const wrapped = new Function(
	...['exports', 'module', 'require', 'Buffer', 'console', 'globalThis', 'Deno'],
	`return (async () => {${code};})()`,
);
await wrapped(exports, module, require, require('buffer').Buffer, console, undefined, undefined);
await Deno.stdout.write(new TextEncoder().encode(construct(module.exports)));
