/** Plain decimal without sign, space, exponent or leading zero. */
const INTEGER = /^(?:0|[1-9][0-9]{0,15})$/;

/** The number that a text spells, if it is one that a signed challenge may have. */
export function parseInteger(text: string | undefined): number | undefined {
	const value = text !== undefined && INTEGER.test(text) ? Number(text) : undefined;
	// Up to 2^53 - 1 a number is told apart from its neighbours.
	return Number.isSafeInteger(value) ? value : undefined;
}
