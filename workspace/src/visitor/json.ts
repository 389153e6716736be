type Json = Record<string, unknown>;

export function isJson(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a text as a JSON object; {} when it is none. */
export function readJson(text: string): Json {
	try {
		const value: unknown = JSON.parse(text);
		return isJson(value) ? value : {};
	} catch {
		return {};
	}
}
