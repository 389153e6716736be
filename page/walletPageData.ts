import type { PageTexts, PlaceholderValues } from './fillText';

/** EIP-712 typed data without its signer. */
interface UnsignedTypedData {
	readonly domain: object;
	readonly message: Readonly<Record<string, unknown>>;
}

/**
 * What a wallet is asked to sign, without its signer: typed data, or a Sign-In with Ethereum message (EIP-4361)
 * with the placeholders `{address}`, `{chainId}` and `{issuedAt}`.
 */
export type MessageToSign =
	| { readonly typedData: UnsignedTypedData; readonly message?: never }
	| { readonly message: string; readonly typedData?: never };

/** What the server asks the visitor to sign; also the JSON that `GET authorize` gives. */
export type ChallengeOffer = MessageToSign & {
	readonly challenge: string;
	/** When the challenge was made, in Unix seconds. */
	readonly serverTime: number;
	/** When the challenge expires, in Unix seconds. */
	readonly expiresAt: number;
};

/** What a signature on this page does. */
export type PagePurpose =
	| { readonly kind: 'login' }
	/** A login in Rocket.Chat's login frame. */
	| { readonly kind: 'frame'; readonly parentOrigin: string }
	/** A login to a client other than the workspace. */
	| {
			readonly kind: 'client';
			readonly name: string;
			/** The host of its redirect URI. */
			readonly host: string;
			/** The granted scopes, separated by spaces. */
			readonly scope: string;
	  }
	/** Linking a wallet to a user. */
	| { readonly kind: 'link'; readonly username: string };

/** What the server gives the page's script. */
export type WalletPageData = ChallengeOffer & {
	readonly texts: PageTexts;
	readonly workspaceName: string;
	/** Site_Url. */
	readonly workspaceUrl: string;
	readonly purpose: PagePurpose;
	/** Where a failed login has to start again; absent when a fresh challenge is enough. */
	readonly startAgainUrl?: string;
};

/** Gives the values for placeholders that any text of the page may have. */
export function getPlaceholderValues({ workspaceName, purpose }: WalletPageData): PlaceholderValues {
	const { kind } = purpose;
	return {
		workspace: workspaceName,
		...(kind === 'link' && { user: purpose.username }),
		...(kind === 'client' && { client: purpose.name, host: purpose.host }),
	};
}

/** Finds the sentence that tells a person what the signature does. */
export function getStatement({ typedData, message }: MessageToSign): string {
	// EIP-4361: domain, address, blank line, statement.
	return typedData ? String(typedData.message.action ?? '') : (message.split('\n')[3] ?? '');
}
