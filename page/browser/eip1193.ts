import { isObject } from './isObject';

export interface Eip1193Request {
	readonly method: string;
	readonly params?: readonly unknown[];
}

/** How a page reaches a wallet (EIP-1193). */
export interface Eip1193Provider {
	request(request: Eip1193Request): Promise<unknown>;
}

/** Error codes of EIP-1193 and JSON-RPC that the page has texts for. */
export const WalletErrorCode = {
	rejected: 4001,
	unauthorized: 4100,
	unsupported: 4200,
	alreadyPending: -32002,
	methodNotFound: -32601,
	invalidParams: -32602,
	internal: -32603,
} as const;

export function isEip1193Provider(value: unknown): value is Eip1193Provider {
	return isObject(value) && typeof value.request === 'function';
}
