/** EIP-712 typed data, as far as a visitor fills it in. */
export interface TypedData {
	types: { EIP712Domain: Member[]; [name: string]: Member[] };
	primaryType: string;
	domain: Record<string, unknown>;
	message: Record<string, unknown>;
}

interface Member {
	name: string;
	type: string;
}

/** Who signs for a visitor; every method rejects when the wallet's owner does. */
export interface Wallet {
	/** In lower case. */
	account: string;
	chainId: number;
	/** `eth_signTypedData_v4` over the filled data. */
	sign(typedData: TypedData): string | Promise<string>;
	/** `personal_sign`. */
	signText(text: string): string | Promise<string>;
}
