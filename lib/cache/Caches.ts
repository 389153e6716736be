import type { Account } from '../ethereum/account';
import type { ImportedKey } from '../identity/idToken';
import type { DerivedKeys } from '../keys/deriveKeys';
import type { SigningKeysRecord } from '../keys/signingKeys';
import type { Jti } from '../login/challenge';
import type { Configuration } from '../provider/Configuration';
import type { Site } from '../provider/Site';
import type { SessionKey } from '../session/Session';
import type { AppSettings } from '../settings/AppSettings';
import type { MasterKeyRecord } from '../store/MasterKeyStore';
import { BoundedCache } from './BoundedCache';
import { LastValue } from './LastValue';
import { TtlCache } from './TtlCache';

/** How long a read under way is shared. */
const SHARE_MS = 2000;
/** No event tells the app when the workspace's address changes, and doctor must not miss it for long. */
const SITE_MS = 1000;

/**
 * Everything that the app's process caches between requests, each with a size or a TTL. It never caches a session, a user
 * or a link. The app class makes the only instance. docs/architecture.md lists them.
 */
export class Caches {
	/** The app's settings: a change on another instance counts after this time. */
	readonly settings = new TtlCache<AppSettings>({ ttlMs: 30_000, shareMs: SHARE_MS });
	/** The workspace's address and name, as its settings hold them. */
	readonly siteUrl = new TtlCache<unknown>({ ttlMs: SITE_MS, shareMs: SITE_MS });
	readonly siteName = new TtlCache<unknown>({ ttlMs: SITE_MS, shareMs: SITE_MS });
	readonly site = new LastValue<Site>();
	/** The master key, when it can't change any more. */
	readonly masterKey = new TtlCache<MasterKeyRecord | undefined>({
		ttlMs: Number.POSITIVE_INFINITY,
		shareMs: SHARE_MS,
	});
	readonly derivedKeys = new LastValue<DerivedKeys>();
	/** Made from the settings and the keys. */
	readonly configuration = new LastValue<Configuration>();
	/** Keys of id_tokens: another instance may have made new ones. */
	readonly signingKeys = new TtlCache<SigningKeysRecord[]>({ ttlMs: 60_000, shareMs: SHARE_MS });
	/** The same, imported, by `kid`. There are two algorithms, and a few rotations. */
	readonly importedKeys = new BoundedCache<string, ImportedKey>({ maxEntries: 8 });
	/** The QR code of the link to the wallet app, which changes with Site_Url. */
	readonly qrCode = new LastValue<{ readonly size: number; readonly path: string }>();
	/** Who signed a message, by the SHA-256 of all that the message is made of. */
	readonly signers = new BoundedCache<string, Account | undefined>({ maxEntries: 4096 });
	/** How many wrong signatures a challenge has had. */
	readonly wrongSignatures = new BoundedCache<Jti, number>({ maxEntries: 4096 });
	/** Codes that are used up, by the session that each would open. */
	readonly usedCodes = new BoundedCache<SessionKey, true>({ maxEntries: 4096 });
	/** How many wallets without a user an hour has had, and when they were counted (Unix seconds). */
	readonly newcomerCounts = new BoundedCache<number, { readonly count: number; readonly at: number }>({
		maxEntries: 2,
	});
}
