import type { PageTexts } from './fillText';

/** EIP-712 typed data without its signer. */
export interface UnsignedTypedData {
	readonly domain: object;
	readonly message: Readonly<Record<string, unknown>>;
}

/**
 * What a wallet is asked to sign, without its signer: typed data, or a Sign-In with Ethereum message (EIP-4361)
 * with the placeholders `{address}`, `{chainId}` and `{issuedAt}`.
 */
export type UnsignedMessage =
	| { readonly typedData: UnsignedTypedData; readonly message?: never }
	| { readonly message: string; readonly typedData?: never };

/** What the server asks the visitor to signChallenge, and until when: also its JSON answer to `GET authorize`. */
export type ChallengeOffer = UnsignedMessage & {
	readonly challenge: string;
	/** When the challenge was made, in Unix seconds. */
	readonly serverTime: number;
	/** When the challenge expires, in Unix seconds. */
	readonly expiresAt: number;
};

/** What a visitor is told about a client other than the workspace. */
export interface ClientSummary {
	readonly name: string;
	/** The host of its redirect URI. */
	readonly host: string;
	/** The granted scopes, separated by spaces. */
	readonly scope: string;
}

/** What the server gives the page's script. */
export type WalletPageData = ChallengeOffer & {
	readonly texts: PageTexts;
	readonly workspaceName: string;
	/** Site_Url. */
	readonly workspaceUrl: string;
	/** The username of whom the wallet is connected to; absent or empty for a login. */
	readonly connectsTo?: string;
	/** The client to log in to; absent when it is the workspace itself. */
	readonly client?: ClientSummary;
	/** Where a failed login has to start again; absent when a fresh challenge is enough. */
	readonly startAgainUrl?: string;
	/** The origin of Rocket.Chat's page, when this one is in its login frame: the login ends there. */
	readonly framedBy?: string;
};

/** Finds the sentence that tells a person what the signature does. */
export function getStatement({ typedData, message }: UnsignedMessage): string {
	// EIP-4361: domain, address, blank line, statement.
	return typedData ? String(typedData.message.action ?? '') : (message.split('\n')[3] ?? '');
}
