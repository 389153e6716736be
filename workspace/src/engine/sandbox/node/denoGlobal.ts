import { openSync, readSync, writeSync } from 'node:fs';

/** What the engine's runtime and the clock use of Deno, on Node. The bundler puts it in place of the global. */
export const Deno = {
	args: process.argv.slice(2),
	pid: process.pid,
	exit: (code: number): never => process.exit(code),
	openSync(path: URL) {
		const file = openSync(path, 'r');
		return { readSync: (bytes: Uint8Array): number | null => readSync(file, bytes) || null };
	},
	stdin: {
		// Read when asked for: over IPC there is no standard input.
		get readable(): AsyncIterable<Uint8Array> {
			return process.stdin;
		},
	},
	stdout: writerOf(() => process.stdout),
	stderr: { ...writerOf(() => process.stderr), writeSync: (bytes: Uint8Array) => writeSync(2, bytes) },
};

/** Node 24 has no `ErrorEvent`; the runtime uses it for answers that are errors. */
export class ErrorEvent extends Event {
	readonly error: unknown;

	constructor(type: string, { error }: { error: unknown }) {
		super(type);
		this.error = error;
	}
}

function writerOf(stream: () => NodeJS.WriteStream) {
	return {
		write: (bytes: Uint8Array): Promise<number> =>
			new Promise((resolve, reject) => {
				stream().write(bytes, (error) => (error ? reject(error) : resolve(bytes.length)));
			}),
	};
}
