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
