/** The fields of a Sign-In with Ethereum message that we use, each as it is written (EIP-4361). */
export interface SiweFields {
	/** RFC 3986 authority of the site: what the wallet compares with the site it is asked by. */
	readonly domain: string;
	/** In the spelling of EIP-55. */
	readonly address: string;
	/** One line; see `toSiweText`. */
	readonly statement: string;
	readonly uri: string;
	readonly chainId: string;
	/** At least 8 letters and digits. */
	readonly nonce: string;
	/** RFC 3339. */
	readonly issuedAt: string;
	/** RFC 3339. */
	readonly expirationTime: string;
}

/** The message of EIP-4361, version 1, that a wallet signs with personal_sign. */
export function formatSiweMessage(fields: SiweFields): string {
	return `${fields.domain} wants you to sign in with your Ethereum account:
${fields.address}

${fields.statement}

URI: ${fields.uri}
Version: 1
Chain ID: ${fields.chainId}
Nonce: ${fields.nonce}
Issued At: ${fields.issuedAt}
Expiration Time: ${fields.expirationTime}`;
}

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
