/** `statement` in EIP-4361's grammar: the reserved and unreserved characters of RFC 3986, and the space. */
const STATEMENT = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;= ]+$/;

/**
 * Whether a text may be a statement. A message with another one is no EIP-4361 message to a wallet, which
 * then does not check the site.
 */
export function isSiweText(text: string): boolean {
	return STATEMENT.test(text);
}

/** A text's letters without their accents, and a question mark for whatever else a statement can't hold. */
export function toSiweText(text: string): string {
	const letters = text.normalize('NFKD').replace(/\p{M}/gu, '');
	return [...letters].map((character) => (isSiweText(character) ? character : '?')).join('');
}
