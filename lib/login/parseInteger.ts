/** Plain decimal without sign, space, exponent or leading zero, small enough for a JSON number. */
const INTEGER = /^(?:0|[1-9][0-9]{0,14})$/;

/** The number that a text spells, if it is one that a signed challenge may have. */
export function parseInteger(text: string | undefined): number | undefined {
	return text !== undefined && INTEGER.test(text) ? Number(text) : undefined;
}
