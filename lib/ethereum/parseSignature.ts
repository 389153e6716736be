declare const canonical: unique symbol;

/** A 65-byte signature in its one canonical spelling: lower case, v 27 or 28, low s. */
export type Signature = string & { readonly [canonical]: true };

/** r, s and v in full (65 bytes), or with v in the first bit of s (EIP-2098, 64 bytes). */
const SIGNATURE = /^0x(?:[0-9a-f]{130}|[0-9a-f]{128})$/i;
/** v as Ethereum writes it; some wallets give the bare recovery bit. */
const RECOVERY_BYTES: Readonly<Record<string, string>> = { '00': '1b', '01': '1c', '1b': '1b', '1c': '1c' };
/** Half the order of secp256k1: of a signature's two twins only the one with s up to this is canonical. */
const HALF_ORDER = '7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0';

/**
 * Takes a signature as a wallet gives it; gives its one spelling, or undefined when it has none. eth-sig-util would
 * take a signature with high s for the same signer; here it is refused.
 */
export function parseSignature(text: unknown): Signature | undefined {
	if (typeof text !== 'string' || !SIGNATURE.test(text)) {
		return undefined;
	}
	const hex = text.slice(2).toLowerCase();
	const r = hex.slice(0, 64);
	const { s, v } =
		hex.length === 128 ? splitCompact(hex.slice(64)) : { s: hex.slice(64, 128), v: hex.slice(128) };
	const recovery = RECOVERY_BYTES[v];
	return recovery && s <= HALF_ORDER ? (`0x${r}${s}${recovery}` as Signature) : undefined;
}

/** EIP-2098: the first bit of s, which is never set in a canonical signature, says which v it is. */
function splitCompact(yParityAndS: string): { s: string; v: string } {
	const first = Number.parseInt(yParityAndS.slice(0, 2), 16);
	const s = (first & 0x7f).toString(16).padStart(2, '0') + yParityAndS.slice(2);
	return { s, v: first & 0x80 ? '1c' : '1b' };
}
