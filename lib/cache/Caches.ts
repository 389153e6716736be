import type { Account } from '../ethereum/account';
import type { ImportedKey } from '../identity/idToken';
import type { UnixSeconds } from '../time/UnixSeconds';
import { BoundedCache } from './BoundedCache';

/** Everything that the app's process remembers between requests. The app class makes the one there is. */
export class Caches {
	/** Who signed a message, by the SHA-256 of all that the message is made of. */
	readonly signers = new BoundedCache<Account | undefined>(4096);
	/** How many wrong signatures a challenge has had, by its `jti`. */
	readonly wrongSignatures = new BoundedCache<number>(4096);
	/** Codes that are used up, by their `jti`. */
	readonly burnedCodes = new BoundedCache<true>(4096);
	/** How many wallets without a user an hour has had. */
	newcomerCount: { readonly hour: number; readonly count: number; readonly at: UnixSeconds } | undefined;
	/** Keys of id_tokens, ready to sign, by their `kid`. */
	readonly importedKeys = new BoundedCache<ImportedKey>(8);
}
