import type { Account } from '../ethereum/account';
import type { ImportedKey } from '../identity/idToken';
import type { UnixSeconds } from '../time/UnixSeconds';
import { BoundedCache } from './BoundedCache';

/** What is known of a signature or a challenge matters for the few minutes of a login. */
const MAX_SIGNATURES = 4096;
const MAX_CHALLENGES = 4096;

/** Two algorithms, and at most a few sets of signing keys at a time. */
const MAX_KEYS = 8;

/** Everything that the app's process remembers between requests. The app class makes the one there is. */
export class Caches {
	/** Who signed a message, by the SHA-256 of all that the message is made of. */
	readonly signers = new BoundedCache<Account | undefined>({ maxEntries: MAX_SIGNATURES });
	/** How many wrong signatures a challenge has had, by its `jti`. */
	readonly wrongSignatures = new BoundedCache<number>({ maxEntries: MAX_CHALLENGES });
	/** Codes that are used up, by their `jti`. */
	readonly burnedCodes = new BoundedCache<true>({ maxEntries: MAX_CHALLENGES });
	/** How many wallets without a user an hour has had. */
	newcomerCount: { readonly hour: number; readonly count: number; readonly at: UnixSeconds } | undefined;
	/** Keys of id_tokens, ready to sign, by their `kid`. */
	readonly importedKeys = new BoundedCache<ImportedKey>({ maxEntries: MAX_KEYS });
}
