import { type Account, parseAccount } from '../../lib/ethereum/account';
import type { Challenge } from '../signInData';
import type { Provider } from './eip1193';
import { Failure } from './failure';
import { type Signer, signingRequest } from './signingRequest';

/** What goes to the server: the public contract of `POST authorize`. */
export interface SignedAnswer extends Signer {
	readonly challenge: string;
	readonly signature: string;
}

/** A challenge that is being shown. */
export type OpenChallenge = Challenge & {
	/** The server's time in Unix seconds. */
	readonly now: () => number;
};

/** What the visitor is being asked for; the account once it is known. */
export type SigningStep =
	| { readonly name: 'connecting' }
	| { readonly name: 'signing' | 'signingAgain'; readonly account: Account };

/** How often the visitor is asked in all when the account, chain or challenge changes under a signature. */
const ROUNDS = 3;

/**
 * Has the wallet sign the message with the account and chain it is on, whatever they are.
 * @param challenge the one that counts now; throws when there is none any more
 * @throws Failure, or what `challenge` or the wallet threw
 */
export async function sign(
	provider: Provider,
	challenge: () => OpenChallenge,
	onStep: (step: SigningStep) => void,
): Promise<SignedAnswer> {
	for (let round = 1; round <= ROUNDS; round++) {
		onStep({ name: 'connecting' });
		// Always first: a locked wallet opens its window for this, and only for this.
		const account = accountIn(await provider.request({ method: 'eth_requestAccounts' }));
		const chainId = await currentChain(provider);
		const asked = challenge();
		onStep({ name: round === 1 ? 'signing' : 'signingAgain', account });

		const signer = { account, timestamp: asked.now(), chainId };
		const signature = await provider.request(signingRequest(asked, signer));
		if (typeof signature !== 'string' || !/^0x[0-9a-f]{130}$/i.test(signature)) {
			throw new Failure('page_error_answer');
		}
		// A window that was already open signs with what it was opened with; the visitor meant the new one.
		const isSame = (await isStill(provider, account)) && (await currentChain(provider)) === chainId;
		if (isSame && challenge() === asked) {
			return { ...signer, challenge: asked.challenge, signature };
		}
	}
	throw new Failure('page_error_changing');
}

async function isStill(provider: Provider, account: string): Promise<boolean> {
	const accounts = await provider.request({ method: 'eth_accounts' });
	return Array.isArray(accounts) && String(accounts[0]).toLowerCase() === account;
}

function accountIn(accounts: unknown): Account {
	const account = parseAccount(Array.isArray(accounts) ? accounts[0] : undefined);
	if (!account) {
		throw new Failure('page_error_no_account');
	}
	return account;
}

async function currentChain(provider: Provider): Promise<number> {
	const chainId = Number(await provider.request({ method: 'eth_chainId' }));
	if (!Number.isSafeInteger(chainId) || chainId <= 0) {
		throw new Failure('page_error_answer');
	}
	return chainId;
}
