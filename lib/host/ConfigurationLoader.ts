import type { IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Caches } from '../cache/Caches';
import { TtlCache } from '../cache/TtlCache';
import { type DerivedKeys, deriveKeys, type MasterKey } from '../keys/deriveKeys';
import type { TokenContext } from '../login/answerTokenRequest';
import { OAuthError } from '../oauth/OAuthError';
import { appsClient, rocketChatClient } from '../oauth/workspaceClients';
import type { Configuration } from '../provider/Configuration';
import { parseSite, type Site } from '../provider/Site';
import { type AppSettings, DEFAULTS, parseSettings, type SettingId } from '../settings/AppSettings';
import type { MasterKeyStore } from '../store/MasterKeyStore';
import type { SigningKeyStore } from '../store/SigningKeyStore';
import type { UnixSeconds } from '../time/UnixSeconds';
import { openStores } from './openStores';

/** Settings are read again then, should an instance have missed that one was changed. */
const SETTINGS_TTL_SECONDS = 30;

/** How long a read of the settings is shared. */
const SETTINGS_SHARE_SECONDS = 2;

/** How long a read of a server setting is shared; its value is not kept. */
const SERVER_SETTING_SHARE_MS = 1000;

/** Reads what the admin and the workspace have set. */
export class ConfigurationLoader {
	private readonly settings = new TtlCache<AppSettings>({
		ttl: SETTINGS_TTL_SECONDS,
		shareFor: SETTINGS_SHARE_SECONDS,
	});
	private derived: { readonly from: MasterKey; readonly keys: DerivedKeys } | undefined;
	private configuration: Configuration | undefined;
	private readonly serverSettings = {
		Site_Url: new TtlCache<unknown>({ ttl: 0, shareFor: SERVER_SETTING_SHARE_MS }),
		Site_Name: new TtlCache<unknown>({ ttl: 0, shareFor: SERVER_SETTING_SHARE_MS }),
	};

	constructor(
		private readonly appId: string,
		private readonly masterKeys: MasterKeyStore,
		/** The keys of id_tokens, which few requests need. */
		readonly signingKeys: SigningKeyStore,
		readonly caches: Caches,
	) {}

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
		const stores = openStores(read, persistence);
		return { ...configuration, site, stores, caches: this.caches, now, loadSigningKeys };
	}

	/** @throws OAuthError temporarily_unavailable while there is no master key */
	async load(read: IRead, now: UnixSeconds): Promise<Configuration> {
		const [settings, keys] = await Promise.all([this.loadSettings(read, now), this.loadKeys(read, now)]);
		const known = this.configuration;
		if (known?.settings === settings && known.keys === keys) {
			return known;
		}
		const clients = [
			rocketChatClient(settings, keys),
			appsClient(settings, keys),
			...settings.trustedClients,
		];
		this.configuration = { settings, keys, clients };
		return this.configuration;
	}

	/** The keys alone, for whoever needs no more. */
	async loadKeys(read: IRead, now: UnixSeconds): Promise<DerivedKeys> {
		const masterKey = await this.masterKeys.read(read.getPersistenceReader(), now);
		if (!masterKey) {
			throw new OAuthError('no_master_key');
		}
		if (this.derived?.from !== masterKey) {
			this.derived = { from: masterKey, keys: deriveKeys(masterKey) };
		}
		return this.derived.keys;
	}

	/** To be called when a setting has changed. */
	forgetSettings(): void {
		this.settings.invalidate();
	}

	/**
	 * The workspace alone, read anew: its address may change.
	 * @throws OAuthError server_error when Site_Url is no address
	 */
	async loadSite(read: IRead): Promise<Site> {
		const [siteUrl, siteName] = await Promise.all([
			this.readServerSetting('Site_Url', read),
			this.readServerSetting('Site_Name', read),
		]);
		return this.siteAt(siteUrl, siteName);
	}

	/**
	 * The app's own address alone, read anew.
	 * @throws OAuthError server_error when Site_Url is no address
	 */
	async loadIssuer(read: IRead): Promise<string> {
		return this.siteAt(await this.readServerSetting('Site_Url', read), '').issuer;
	}

	private siteAt(siteUrl: unknown, siteName: unknown): Site {
		try {
			return parseSite(siteUrl, siteName, this.appId);
		} catch {
			throw new OAuthError('site_url');
		}
	}

	/**
	 * Requests that come while a setting is being read share its answer, so that the busier the app, the fewer reads
	 * a request costs. Nothing is kept once it has come.
	 */
	private readServerSetting(id: 'Site_Url' | 'Site_Name', read: IRead): Promise<unknown> {
		return this.serverSettings[id].get({
			now: Date.now(),
			read: () => read.getEnvironmentReader().getServerSettings().getValueById(id),
		});
	}

	/** The app's settings alone. */
	loadSettings(read: IRead, now: UnixSeconds): Promise<AppSettings> {
		return this.settings.get({ now, read: () => readSettings(read) });
	}
}

async function readSettings(read: IRead): Promise<AppSettings> {
	return parseSettings(await readTypedSettings(read));
}

/** The app's settings as the admin typed them, read anew. */
export async function readTypedSettings(read: IRead): Promise<Record<SettingId, unknown>> {
	const settings = read.getEnvironmentReader().getSettings();
	const ids = Object.keys(DEFAULTS) as SettingId[];
	const values = await Promise.all(ids.map((id) => settings.getValueById(id)));
	return Object.fromEntries(ids.map((id, index) => [id, values[index]])) as Record<SettingId, unknown>;
}
