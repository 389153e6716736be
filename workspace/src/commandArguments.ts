/** A quoted part, white space, or any other character. */
const PARTS = /(["'])((?:\\.|(?!\1)[^\\])*)\1|(\s+)|([\s\S])/g;

/**
 * A command line's arguments: split on white space; "…" and '…' keep theirs and lose the quotes. Two quoted parts
 * that touch are two arguments, a quote that is never closed is an ordinary character.
 */
export function commandArguments(line: string): string[] {
	const found: string[] = [];
	let current: string | undefined;
	let endsInQuote = false;
	const finish = (): void => {
		if (current !== undefined) {
			found.push(current.replaceAll('\\"', '"'));
		}
		current = undefined;
	};
	for (const [, quote, quoted, space, letter] of line.matchAll(PARTS)) {
		if (space !== undefined || (quote !== undefined && endsInQuote)) {
			finish();
		}
		if (quote !== undefined) {
			current = (current ?? '') + quoted;
		}
		if (letter !== undefined) {
			current = (current ?? '') + letter;
		}
		endsInQuote = quote !== undefined;
	}
	finish();
	return found;
}
