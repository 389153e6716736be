declare const canonical: unique symbol;

/** A 65-byte signature in its one canonical spelling: lower case, v 27 or 28, low s. */
export type Signature = string & { readonly [canonical]: true };

const SIGNATURE = /^0x[0-9a-fA-F]{130}$/;
/** Half the order of secp256k1: of a signature's two twins only the one with s up to this is canonical. */
const HALF_ORDER = '7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0';

/**
 * Takes a signature as a wallet gives it; gives its canonical spelling, or undefined when it has none.
 * eth-sig-util accepts high-s, v 0/1 and EIP-2098 twins as the same signer; here they are refused.
 */
export function parseSignature(text: unknown): Signature | undefined {
	if (typeof text !== 'string' || !SIGNATURE.test(text)) {
		return undefined;
	}
	const signature = text.toLowerCase();
	const s = signature.slice(66, 130);
	const v = signature.slice(130);
	const isCanonical = s <= HALF_ORDER && (v === '1b' || v === '1c');
	return isCanonical ? (signature as Signature) : undefined;
}
