import { recoverPersonalSignature } from '@metamask/eth-sig-util/personal-sign';
import {
	type MessageTypes,
	recoverTypedSignature,
	SignTypedDataVersion,
	type TypedMessage,
} from '@metamask/eth-sig-util/sign-typed-data';
import { type Account, parseAccount } from './account';
import type { Signature } from './parseSignature';

/** EIP-712 typed data, as eth_signTypedData_v4 takes it. */
export type TypedData = TypedMessage<MessageTypes>;

/**
 * Recovers who signed this typed data (EIP-712, eth_signTypedData_v4).
 * Gives undefined when the signature belongs to no key (r or s of 0 or beyond the order).
 */
export function recoverFromTypedData(data: TypedData, signature: Signature): Account | undefined {
	return recoverAccount(() => recoverTypedSignature({ data, signature, version: SignTypedDataVersion.V4 }));
}

/** Recovers who signed this text (EIP-191 version 0x45, personal_sign), or undefined as above. */
export function recoverFromText(text: string, signature: Signature): Account | undefined {
	// As bytes: eth-sig-util would read a text that starts with 0x as hexadecimal.
	const data = `0x${Buffer.from(text, 'utf8').toString('hex')}`;
	return recoverAccount(() => recoverPersonalSignature({ data, signature }));
}

function recoverAccount(recover: () => string): Account | undefined {
	// eth-sig-util makes dozens of errors that it does not throw, and the stack of each takes time.
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 0;
	try {
		return parseAccount(recover());
	} catch {
		return undefined;
	} finally {
		Error.stackTraceLimit = stackTraceLimit;
	}
}
