import type { PageTextKey, PlaceholderValues } from '../fillText';
import { WalletErrorCode } from './eip1193';
import { isObject } from './isObject';

/** Why a login failed: a text of the page and the values for its placeholders. */
export class Failure extends Error {
	readonly key: PageTextKey;
	readonly values: PlaceholderValues;

	constructor(key: PageTextKey, values: PlaceholderValues = {}) {
		super(key);
		this.key = key;
		this.values = values;
	}
}

/** Finds the words for whatever a wallet threw: EIP-1193 errors are often plain objects, not Errors. */
export function toWalletFailure(thrown: unknown): Failure {
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
			// Both codes mean many things; a wallet that refuses a chain mentions "chainId".
			if (/chain ?id/i.test(words)) {
				return new Failure('page_error_chain');
			}
	}
	return words ? new Failure('page_error_wallet', { message: words }) : new Failure('page_error_answer');
}
