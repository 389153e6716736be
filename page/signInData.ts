import type { PageTexts } from './fillText';

/** EIP-712 typed data whose signer is still to be filled in. */
export interface UnsignedTypedData {
	readonly domain: object;
	readonly message: Readonly<Record<string, unknown>>;
}

/** What the server hands to the page's script. */
export interface SignInData {
	readonly texts: PageTexts;
	readonly workspaceName: string;
	/** Site_Url, where a phone's wallet browser can begin anew. */
	readonly workspaceUrl: string;
	readonly challenge: string;
	readonly typedData: UnsignedTypedData;
	/** Unix seconds at which the page was made. */
	readonly serverTime: number;
	/** Unix seconds at which the challenge dies. */
	readonly expiresAt: number;
	/** The username of whom the wallet is connected to; absent or empty for a login. */
	readonly connectsTo?: string;
}
