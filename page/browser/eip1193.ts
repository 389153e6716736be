export interface WalletRequest {
	readonly method: string;
	readonly params?: readonly unknown[];
}

/** What every wallet gives a page (EIP-1193). */
export interface Provider {
	request(request: WalletRequest): Promise<unknown>;
}

/** The codes of EIP-1193 and JSON-RPC that the page has words for. */
export const WalletErrorCode = {
	rejected: 4001,
	unauthorized: 4100,
	unsupported: 4200,
	alreadyPending: -32002,
	methodNotFound: -32601,
	invalidParams: -32602,
	internal: -32603,
} as const;

export function isProvider(value: unknown): value is Provider {
	return isObject(value) && typeof value.request === 'function';
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
