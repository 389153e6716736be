/** A value as text that keeps dates, for records whose keys have dots or dollar signs: the store refuses those. */
export function pack(value: unknown): string {
	return JSON.stringify(value, function (this: Record<string, unknown>, key, text: unknown) {
		// `text` has gone through Date.toJSON already; the holder still has the date itself.
		const original = this[key];
		return original instanceof Date ? { $date: original.getTime() } : text;
	});
}

/** The value that `pack` was given. */
export function unpack<T>(text: string): T {
	return JSON.parse(text, (_key, value: unknown) => (isPackedDate(value) ? new Date(value.$date) : value));
}

function isPackedDate(value: unknown): value is { $date: number } {
	return typeof value === 'object' && value !== null && '$date' in value && Object.keys(value).length === 1;
}
