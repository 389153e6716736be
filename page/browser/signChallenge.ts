import { type Account, parseAccount } from '../../lib/ethereum/account';
import type { ChallengeOffer } from '../walletPageData';
import { buildSigningRequest, type WalletSigner } from './buildSigningRequest';
import type { Eip1193Provider } from './eip1193';
import { Failure } from './Failure';

/** The JSON body of `POST authorize`, a public contract. */
export interface SignedChallengeBody extends WalletSigner {
	readonly challenge: string;
	readonly signature: string;
}

/** A challenge that the page shows, with a clock. */
export type ShownChallenge = ChallengeOffer & {
	/** The server's time in Unix seconds. */
	readonly now: () => number;
};

/** What the visitor is asked for at the moment. */
export type SigningStep =
	| { readonly name: 'connecting' }
	| { readonly name: 'signing' | 'signingAgain'; readonly account: Account };

/** How often to ask when the account, chain or challenge changes during a signature. */
const MAX_ATTEMPTS = 3;

/**
 * Has the wallet sign, with the account and chain that it has selected.
 * @param currentChallenge throws when the challenge has expired
 * @throws Failure, or what `currentChallenge` or the wallet threw
 */
export async function signChallenge(
	provider: Eip1193Provider,
	currentChallenge: () => ShownChallenge,
	onStep: (step: SigningStep) => void,
): Promise<SignedChallengeBody> {
	for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
		onStep({ name: 'connecting' });
		// Always first: a locked wallet opens its window for this request only.
		const account = takeAccount(await provider.request({ method: 'eth_requestAccounts' }));
		const chainId = await getChainId(provider);
		const challenge = currentChallenge();
		onStep({ name: attempt === 1 ? 'signing' : 'signingAgain', account });

		const signer = { account, timestamp: challenge.now(), chainId };
		const signature = await provider.request(buildSigningRequest(challenge, signer));
		if (typeof signature !== 'string' || !/^0x(?:[0-9a-f]{130}|[0-9a-f]{128})$/i.test(signature)) {
			throw new Failure('page_error_answer');
		}
		// An open window signs with the account and chain it was opened with, even if the visitor switched since.
		const isSame = (await isSelected(provider, account)) && (await getChainId(provider)) === chainId;
		if (isSame && currentChallenge() === challenge) {
			return { ...signer, challenge: challenge.challenge, signature };
		}
	}
	throw new Failure('page_error_changing');
}

async function isSelected(provider: Eip1193Provider, account: string): Promise<boolean> {
	const accounts = await provider.request({ method: 'eth_accounts' });
	return Array.isArray(accounts) && String(accounts[0]).toLowerCase() === account;
}

function takeAccount(accounts: unknown): Account {
	const account = parseAccount(Array.isArray(accounts) ? accounts[0] : undefined);
	if (!account) {
		throw new Failure('page_error_no_account');
	}
	return account;
}

async function getChainId(provider: Eip1193Provider): Promise<number> {
	const chainId = Number(await provider.request({ method: 'eth_chainId' }));
	if (chainId > Number.MAX_SAFE_INTEGER) {
		throw new Failure('page_error_chain_number');
	}
	if (!Number.isSafeInteger(chainId) || chainId <= 0) {
		throw new Failure('page_error_answer');
	}
	return chainId;
}
