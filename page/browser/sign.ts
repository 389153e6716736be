import type { UnsignedTypedData } from '../signInData';
import type { Provider } from './eip1193';
import { Failure } from './failure';

/** Who signed, when and on which chain, and the signature. */
export interface SignedAnswer {
	/** In lower case. */
	readonly account: string;
	/** Unix seconds, by the server's clock. */
	readonly timestamp: number;
	readonly chainId: number;
	readonly signature: string;
}

/** What the visitor is being asked for; the account once it is known. */
export type SigningStep =
	| { readonly name: 'connecting' }
	| { readonly name: 'signing' | 'signingAgain'; readonly account: string };

/** How often the visitor is asked in all when the account or chain changes under a signature. */
const ROUNDS = 3;

/**
 * Has the wallet sign the typed data with the account and chain it is on, whatever they are.
 * @param now the server's time in Unix seconds
 * @throws Failure, or what the wallet threw
 */
export async function sign(
	provider: Provider,
	typedData: UnsignedTypedData,
	now: () => number,
	onStep: (step: SigningStep) => void,
): Promise<SignedAnswer> {
	for (let round = 1; round <= ROUNDS; round++) {
		onStep({ name: 'connecting' });
		// Always first: a locked wallet opens its window for this, and only for this.
		const account = accountIn(await provider.request({ method: 'eth_requestAccounts' }));
		const chainId = await currentChain(provider);
		onStep({ name: round === 1 ? 'signing' : 'signingAgain', account });

		const timestamp = now();
		const signature = await provider.request({
			method: 'eth_signTypedData_v4',
			params: [account, JSON.stringify(fillIn(typedData, { account, timestamp, chainId }))],
		});
		if (typeof signature !== 'string' || !/^0x[0-9a-f]{130}$/i.test(signature)) {
			throw new Failure('page_error_answer');
		}
		// A window that was already open signs with what it was opened with; the visitor meant the new one.
		if ((await isStill(provider, account)) && (await currentChain(provider)) === chainId) {
			return { account, timestamp, chainId, signature };
		}
	}
	throw new Failure('page_error_changing');
}

function fillIn(typedData: UnsignedTypedData, signer: Omit<SignedAnswer, 'signature'>): UnsignedTypedData {
	const { account, timestamp, chainId } = signer;
	return {
		...typedData,
		domain: { ...typedData.domain, chainId },
		message: { ...typedData.message, account, timestamp },
	};
}

async function isStill(provider: Provider, account: string): Promise<boolean> {
	const accounts = await provider.request({ method: 'eth_accounts' });
	return Array.isArray(accounts) && String(accounts[0]).toLowerCase() === account;
}

function accountIn(accounts: unknown): string {
	const first: unknown = Array.isArray(accounts) ? accounts[0] : undefined;
	if (typeof first !== 'string' || !/^0x[0-9a-f]{40}$/i.test(first)) {
		throw new Failure('page_error_no_account');
	}
	return first.toLowerCase();
}

async function currentChain(provider: Provider): Promise<number> {
	const chainId = Number(await provider.request({ method: 'eth_chainId' }));
	if (!Number.isSafeInteger(chainId) || chainId <= 0) {
		throw new Failure('page_error_answer');
	}
	return chainId;
}
