import type { PageTexts } from './fillText';

/** EIP-712 typed data whose signer is still to be filled in. */
export interface UnsignedTypedData {
	readonly domain: object;
	readonly message: Readonly<Record<string, unknown>>;
}

/**
 * What a wallet is asked to sign: typed data, or else the text of a Sign-In with Ethereum message (EIP-4361)
 * with `{address}`, `{chainId}` and `{issuedAt}` still to be filled in.
 */
export type UnsignedMessage =
	| { readonly typedData: UnsignedTypedData; readonly message?: never }
	| { readonly message: string; readonly typedData?: never };

/** What the server asks the visitor to sign, and until when: also its JSON answer to `GET authorize`. */
export type Challenge = UnsignedMessage & {
	readonly challenge: string;
	/** Unix seconds at which the challenge was made. */
	readonly serverTime: number;
	/** Unix seconds at which the challenge dies. */
	readonly expiresAt: number;
};

/** Another client than the workspace itself. */
export interface SignInClient {
	readonly name: string;
	/** Where the visitor will return to. */
	readonly host: string;
	/** What was granted to it, separated by spaces. */
	readonly scope: string;
}

/** What the server hands to the page's script. */
export type SignInData = Challenge & {
	readonly texts: PageTexts;
	readonly workspaceName: string;
	/** Site_Url, where a phone's wallet browser can begin anew. */
	readonly workspaceUrl: string;
	/** The username of whom the wallet is connected to; absent or empty for a login. */
	readonly connectsTo?: string;
	/** The client to log in to; absent when it is the workspace itself. */
	readonly client?: SignInClient;
	/** Where the login has to begin anew once this page has failed; absent when a fresh challenge will do. */
	readonly startAgainUrl?: string;
	/** The origin of Rocket.Chat's page, when this one is in its login frame: the login ends there. */
	readonly framedBy?: string;
};

/** The sentence in the message that tells a person what the signature does. */
export function sentenceOf({ typedData, message }: UnsignedMessage): string {
	// EIP-4361: domain, address, blank line, statement.
	return typedData ? String(typedData.message.action ?? '') : (message.split('\n')[3] ?? '');
}
