/** The part of `@std/cli/parse-args` that the engine's runtime uses: `--name value` pairs. */
export function parseArgs(args: string[]): Record<string, string | number | boolean> {
	const parsed: Record<string, string | number | boolean> = {};
	for (let i = 0; i < args.length; i++) {
		const name = /^--(.+)$/.exec(args[i] ?? '')?.[1];
		if (name === undefined) {
			continue;
		}
		const value = args[i + 1];
		const isValue = value !== undefined && !value.startsWith('--');
		parsed[name] = isValue ? (/^\d+$/.test(value) ? Number(value) : value) : true;
	}
	return parsed;
}
