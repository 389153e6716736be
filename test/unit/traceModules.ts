import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { pageStrings } from '../../scripts/bundle/pageStrings';

const ROOT = join(import.meta.dirname, '../..');
const TRACED = /^(lib|endpoints|page)\//;
const EXPORT = /^export (?:async |abstract )?(?:function|const|class) (\w+)/gm;

/** Modules of the app whose exported functions and methods report each call from another file. */
export interface TracedModules {
	readonly exports: Record<string, unknown>;
	/** The files that were entered since the last time, in order. */
	takeVisits(): string[];
}

/** Bundles files of the app, by their paths without ending, so that it can be seen which files a request enters. */
export async function traceModules(entries: readonly string[]): Promise<TracedModules> {
	const { outputFiles } = await build({
		absWorkingDir: ROOT,
		stdin: {
			contents: entries.map((entry) => `export * from './${entry}';`).join('\n'),
			resolveDir: ROOT,
			loader: 'ts',
		},
		bundle: true,
		format: 'cjs',
		platform: 'node',
		plugins: [recordEntries(), pageStrings(() => undefined)],
		write: false,
		logLevel: 'silent',
	});
	const visits: string[] = [];
	const module = { exports: {} as Record<string, unknown> };
	const code = `${outputFiles[0]?.text}`;
	new Function('module', 'exports', 'require', '__visit', code)(
		module,
		module.exports,
		createRequire(import.meta.url),
		(file: string) => visits.push(file),
	);
	return { exports: module.exports, takeVisits: () => visits.splice(0) };
}

/** Every import of a traced file goes to a module that wraps its exports. */
function recordEntries(): Plugin {
	return {
		name: 'record-entries',
		setup(builder) {
			builder.onResolve({ filter: /^\.{1,2}\// }, async ({ path, resolveDir, namespace, pluginData }) => {
				const file = relative(ROOT, join(resolveDir, path)).replace(/\.ts$/, '');
				const isTraced = TRACED.test(file) && file !== 'lib/keys/jose' && !file.endsWith('.json');
				if (!isTraced || pluginData === 'plain') {
					return undefined;
				}
				return namespace === 'traced' && file === path ? undefined : { path: file, namespace: 'traced' };
			});
			builder.onLoad({ filter: /./, namespace: 'traced' }, ({ path }) => {
				const source = readFileSync(join(ROOT, `${path}.ts`), 'utf8');
				const names = [...source.matchAll(EXPORT)].map(([, name]) => name);
				return {
					contents: [
						`import * as plain from 'plain:${path}';`,
						`const wrap = (value) => ${wrapper(path)};`,
						...names.map((name) => `export const ${name} = wrap(plain.${name});`),
					].join('\n'),
					resolveDir: ROOT,
					loader: 'js',
				};
			});
			builder.onResolve({ filter: /^plain:/ }, ({ path }) => ({
				path: join(ROOT, `${path.slice('plain:'.length)}.ts`),
			}));
		},
	};
}

/** An expression: functions report the file, instances of classes report it at each call of a method. */
function wrapper(file: string): string {
	const visit = `__visit(${JSON.stringify(file)})`;
	return `typeof value !== 'function' ? value : new Proxy(value, {
		apply: (target, self, args) => (${visit}, Reflect.apply(target, self, args)),
		construct: (target, args, made) => {
			const instance = Reflect.construct(target, args, made);
			return made !== construct && instance instanceof Error ? instance : new Proxy(instance, {
				get: (object, name) => {
					const member = Reflect.get(object, name);
					return typeof member === 'function' && name !== 'constructor'
						? (...args) => (${visit}, member.apply(object, args))
						: member;
				},
			});
		},
	})`.replace('made !== construct && ', '');
}
