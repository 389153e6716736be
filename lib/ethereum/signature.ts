import { recoverPersonalSignature } from '@metamask/eth-sig-util/personal-sign';
import {
	type MessageTypes,
	recoverTypedSignature,
	SignTypedDataVersion,
	type TypedMessage,
} from '@metamask/eth-sig-util/sign-typed-data';
import { type Account, parseAccount } from './account';

declare const canonical: unique symbol;

/** A 65-byte signature in its one canonical spelling: lower case, v 27 or 28, low s. */
export type Signature = string & { readonly [canonical]: true };

/** EIP-712 typed data, as eth_signTypedData_v4 takes it. */
export type TypedData = TypedMessage<MessageTypes>;

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

/**
 * Recovers who signed this typed data (EIP-712, eth_signTypedData_v4).
 * Gives undefined when the signature belongs to no key (r or s of 0 or beyond the order).
 */
export function recoverTypedDataSigner(data: TypedData, signature: Signature): Account | undefined {
	return accountOf(() => recoverTypedSignature({ data, signature, version: SignTypedDataVersion.V4 }));
}

/** Recovers who signed this text (EIP-191 version 0x45, personal_sign), or undefined as above. */
export function recoverTextSigner(text: string, signature: Signature): Account | undefined {
	// As bytes: eth-sig-util would read a text that starts with 0x as hexadecimal.
	const data = `0x${Buffer.from(text, 'utf8').toString('hex')}`;
	return accountOf(() => recoverPersonalSignature({ data, signature }));
}

function accountOf(recover: () => string): Account | undefined {
	try {
		return parseAccount(recover());
	} catch {
		return undefined;
	}
}
