// Loaded into every process of `npm run deploy` by NODE_OPTIONS: what rc-apps has compiled serves the next run of the
// same sources, with the same compiler. It compiles for ten seconds, and nothing else of it is left out.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, realpathSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');

if (/rc-apps$|apps-cli\/bin\/run$/.test(process.argv[1] ?? '')) {
	const { AppsCompiler } = createRequire(realpathSync(process.argv[1]))('@rocket.chat/apps-compiler');
	const { toJs } = AppsCompiler.prototype;
	AppsCompiler.prototype.toJs = function (source) {
		const input = JSON.stringify([source, this.compilerOptions, this.ts.version]);
		const name = `${createHash('sha256').update(input).digest('hex')}.json`;
		const path = join(process.env.COMPILED_FOLDER, name);
		if (existsSync(path)) {
			return JSON.parse(readFileSync(path, 'utf8'));
		}
		const result = toJs.call(this, source);
		writeFileSync(path, JSON.stringify(result));
		return result;
	};
}
