import { parseArgs } from 'node:util';
import { ENGINE_VERSIONS, type EngineVersion, NEWEST_ENGINE } from '../engine/engineVersion';

/** A command line that can't be run. Its message is one sentence for the person who typed it. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

export type CommandLine =
	| { readonly kind: 'help' }
	| {
			readonly kind: 'run';
			readonly zipFile: string;
			readonly port: number;
			/** Undefined: in memory. */
			readonly dataDir: string | undefined;
			readonly engine: EngineVersion;
	  };

export const USAGE = `Usage: rocketchat-app-workspace <app.zip> [options]

Starts a small Rocket.Chat server, installs the app and runs until Ctrl+C.

  --port <number>      where it listens on localhost; 0 takes any free port (3000)
  --data <folder>      keeps everything there for the next start; by default it is in memory
  --engine <version>   ${ENGINE_VERSIONS.join(', ')} (${NEWEST_ENGINE})
  --help               shows this text`;

/** @throws UsageError */
export function readCommandLine(words: readonly string[]): CommandLine {
	const { values, positionals } = parse(words);
	if (values.help) {
		return { kind: 'help' };
	}
	const [zipFile, ...others] = positionals;
	if (zipFile === undefined) {
		throw new UsageError("Name the app's zip, for example dist/my-app.zip.");
	}
	if (others.length > 0) {
		throw new UsageError(`Name one zip only, not ${positionals.join(' and ')}.`);
	}
	return {
		kind: 'run',
		zipFile,
		port: portOf(values.port),
		dataDir: values.data,
		engine: engineOf(values.engine),
	};
}

function parse(words: readonly string[]) {
	try {
		return parseArgs({
			args: [...words],
			allowPositionals: true,
			options: {
				port: { type: 'string', default: '3000' },
				data: { type: 'string' },
				engine: { type: 'string', default: NEWEST_ENGINE },
				help: { type: 'boolean', default: false },
			},
		});
	} catch (error) {
		// Node appends advice on positional arguments, which nobody has here.
		const [sentence = ''] = error instanceof Error ? error.message.split(/\.? To |\n/) : [];
		throw new UsageError(`${sentence.replace(/\.$/, '')}.`);
	}
}

function portOf(text: string): number {
	if (!/^\d+$/.test(text) || Number(text) > 65_535) {
		throw new UsageError(`--port takes a number from 0 to 65535, not ${text}.`);
	}
	return Number(text);
}

function engineOf(text: string): EngineVersion {
	const engine = ENGINE_VERSIONS.find((version) => version === text);
	if (!engine) {
		throw new UsageError(`--engine takes ${ENGINE_VERSIONS.join(', ')}, not ${text}.`);
	}
	return engine;
}
