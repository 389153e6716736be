import type { PageTextKey } from '../fillText';
import { isObject, WalletErrorCode } from './eip1193';

/** Why signing in did not work, as a sentence of the page and what fills it. */
export class Failure extends Error {
	readonly key: PageTextKey;
	readonly values: Readonly<Record<string, string>>;

	constructor(key: PageTextKey, values: Readonly<Record<string, string>> = {}) {
		super(key);
		this.key = key;
		this.values = values;
	}
}

/** Puts whatever a wallet threw into words: EIP-1193 errors are plain objects as often as Errors. */
export function walletFailure(thrown: unknown): Failure {
	if (thrown instanceof Failure) {
		return thrown;
	}
	const { code, message = code } = isObject(thrown) ? thrown : { message: thrown };
	const words = ['string', 'number'].includes(typeof message) ? String(message).trim().slice(0, 200) : '';
	switch (code) {
		case WalletErrorCode.rejected:
			return new Failure('page_error_rejected');
		case WalletErrorCode.alreadyPending:
			return new Failure('page_error_pending');
		case WalletErrorCode.unauthorized:
			return new Failure('page_error_unauthorized');
		case WalletErrorCode.unsupported:
		case WalletErrorCode.methodNotFound:
			return new Failure('page_error_unsupported');
		case WalletErrorCode.internal:
		case WalletErrorCode.invalidParams:
			// Both codes mean many things; a wallet that refuses a chain speaks of "chainId".
			if (/chain ?id/i.test(words)) {
				return new Failure('page_error_chain');
			}
	}
	return words ? new Failure('page_error_wallet', { message: words }) : new Failure('page_error_answer');
}
