import type { IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Caches } from '../cache/Caches';
import { type DerivedKeys, deriveKeys } from '../keys/deriveKeys';
import type { TokenContext } from '../login/answerTokenRequest';
import { OAuthError } from '../oauth/OAuthError';
import { makeAppsClient, makeRocketChatClient } from '../oauth/workspaceClients';
import type { Configuration } from '../provider/Configuration';
import { parseSite, type Site } from '../provider/Site';
import { type AppSettings, parseSettings, SETTING_IDS, type StoredSettings } from '../settings/AppSettings';
import { MasterKeyStore } from '../store/MasterKeyStore';
import { SigningKeyStore } from '../store/SigningKeyStore';
import { toUnixSeconds, type UnixSeconds } from '../time/UnixSeconds';
import { makeStores } from './Stores';

/** Reads what the admin and the workspace have set. */
export class ConfigurationLoader {
	private readonly masterKeys: MasterKeyStore;
	/** The keys of id_tokens, which few requests need. */
	readonly signingKeys: SigningKeyStore;

	constructor(
		private readonly appId: string,
		private readonly caches: Caches,
	) {
		this.masterKeys = new MasterKeyStore(caches.masterKey);
		this.signingKeys = new SigningKeyStore(caches.signingKeys);
	}

	/**
	 * All that one request needs.
	 * @throws OAuthError as `load` and `loadSite`
	 */
	async loadContext(
		{ read, persistence }: { readonly read: IRead; readonly persistence: IPersistence },
		now: UnixSeconds,
	): Promise<TokenContext> {
		const [site, configuration] = await Promise.all([this.loadSite(read), this.load(read, now)]);
		const loadSigningKeys = () => this.signingKeys.read(read.getPersistenceReader(), now);
		const stores = makeStores(read, persistence);
		return { ...configuration, site, stores, caches: this.caches, now, loadSigningKeys };
	}

	/** @throws OAuthError temporarily_unavailable while there is no master key */
	async load(read: IRead, now: UnixSeconds): Promise<Configuration> {
		const [settings, keys] = await Promise.all([this.loadSettings(read, now), this.loadKeys(read, now)]);
		return this.caches.configuration.get([settings, keys], () => {
			const own = [makeRocketChatClient(settings, keys), makeAppsClient(settings, keys)];
			return { settings, keys, clients: [...own, ...settings.trustedClients] };
		});
	}

	/** The keys alone. */
	async loadKeys(read: IRead, now: UnixSeconds): Promise<DerivedKeys> {
		const masterKey = await this.masterKeys.read(read.getPersistenceReader(), now);
		if (!masterKey) {
			throw new OAuthError('no_master_key');
		}
		return this.caches.derivedKeys.get([masterKey], () => deriveKeys(masterKey));
	}

	/** Makes the keys that are missing, and removes those that have signed nothing valid any more. */
	async maintainKeys(read: IRead, persistence: IPersistence): Promise<void> {
		const reader = read.getPersistenceReader();
		const now = toUnixSeconds(Date.now());
		await this.masterKeys.ensure(reader, persistence, now);
		await this.signingKeys.maintain(reader, persistence, now);
	}

	/** Call it when a setting has changed. */
	invalidateSettings(): void {
		this.caches.settings.invalidate();
	}

	/** Call it when the workspace's address has to be as it is now. */
	invalidateSite(): void {
		this.caches.siteUrl.invalidate();
		this.caches.siteName.invalidate();
	}

	/**
	 * The workspace alone, at most a second old.
	 * @throws OAuthError server_error when Site_Url is no address
	 */
	async loadSite(read: IRead): Promise<Site> {
		const [siteUrl, siteName] = await Promise.all([
			this.readServerSetting('Site_Url', read),
			this.readServerSetting('Site_Name', read),
		]);
		try {
			return this.caches.site.get([siteUrl, siteName], () => parseSite(siteUrl, siteName, this.appId));
		} catch {
			throw new OAuthError('site_url');
		}
	}

	/**
	 * The app's own address alone.
	 * @throws OAuthError server_error when Site_Url is no address
	 */
	async loadIssuer(read: IRead): Promise<string> {
		return (await this.loadSite(read)).issuer;
	}

	private readServerSetting(id: 'Site_Url' | 'Site_Name', read: IRead): Promise<unknown> {
		const cache = id === 'Site_Url' ? this.caches.siteUrl : this.caches.siteName;
		return cache.get({
			nowMs: Date.now(),
			read: () => read.getEnvironmentReader().getServerSettings().getValueById(id),
		});
	}

	/** The app's settings alone. */
	loadSettings(read: IRead, now: UnixSeconds): Promise<AppSettings> {
		return this.caches.settings.get({ nowMs: now * 1000, read: () => readSettings(read) });
	}
}

async function readSettings(read: IRead): Promise<AppSettings> {
	return parseSettings(await readStoredSettings(read));
}

/** Reads what is stored of the app's settings, without a cache. */
export async function readStoredSettings(read: IRead): Promise<StoredSettings> {
	const settings = read.getEnvironmentReader().getSettings();
	const entries = SETTING_IDS.map(async (id) => [id, await settings.getValueById(id)] as const);
	return Object.fromEntries(await Promise.all(entries)) as StoredSettings;
}
