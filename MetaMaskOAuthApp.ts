import { App } from '@rocket.chat/apps-engine/definition/App';
import type {
	IAppAccessors,
	IAppInstallationContext,
	IConfigurationExtend,
	IConfigurationModify,
	IHttp,
	ILogger,
	IPersistence,
	IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import { ApiSecurity, ApiVisibility } from '@rocket.chat/apps-engine/definition/api';
import type { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { IPostUserCreated, IUserContext } from '@rocket.chat/apps-engine/definition/users';
import { AuthorizeEndpoint } from './endpoints/authorize';
import { TokenEndpoint } from './endpoints/token';
import { UserinfoEndpoint } from './endpoints/userinfo';
import { recordCreatedUser } from './lib/createdUser';
import { endProcessWhenDeaf } from './lib/store/deafProcess';
import { MasterKeyStore } from './lib/store/MasterKeyStore';
import { ProviderLoader } from './lib/store/ProviderLoader';
import { openStores } from './lib/store/Stores';
import { settingDeclarations } from './lib/store/settingDeclarations';
import { toUnixSeconds } from './lib/time';
import { masterKeyProcessor } from './processors/masterKey';

/** Wires the parts together; what they do is theirs. */
export class MetaMaskOAuthApp extends App implements IPostUserCreated {
	private readonly masterKeys = new MasterKeyStore();
	private readonly loader: ProviderLoader;

	constructor(info: IAppInfo, logger: ILogger, accessors?: IAppAccessors) {
		super(info, logger, accessors);
		endProcessWhenDeaf();
		this.loader = new ProviderLoader(info.id, this.masterKeys);
	}

	override async onInstall(
		_context: IAppInstallationContext,
		read: IRead,
		_http: IHttp,
		persistence: IPersistence,
	): Promise<void> {
		await this.masterKeys.ensure(read.getPersistenceReader(), persistence, toUnixSeconds(Date.now()));
	}

	override async onSettingUpdated(
		_setting: ISetting,
		_configuration: IConfigurationModify,
		_read: IRead,
		_http: IHttp,
	): Promise<void> {
		this.loader.forgetSettings();
	}

	async executePostUserCreated(
		context: IUserContext,
		read: IRead,
		_http: IHttp,
		persistence: IPersistence,
	): Promise<void> {
		const now = toUnixSeconds(Date.now());
		const stores = openStores(read, persistence);
		const { id, username } = context.user;
		// The event carries no e-mail addresses.
		const [user, keys] = await Promise.all([stores.users.byId(id), this.loader.loadKeys(read, now)]);
		await recordCreatedUser({ id, username, emails: user?.emails ?? [] }, keys, stores, now);
	}

	protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
		await configuration.api.provideApi({
			visibility: ApiVisibility.PUBLIC,
			security: ApiSecurity.UNSECURE,
			endpoints: [
				new AuthorizeEndpoint(this, this.loader),
				new TokenEndpoint(this, this.loader),
				new UserinfoEndpoint(this, this.loader),
			],
		});
		await Promise.all(settingDeclarations().map((setting) => configuration.settings.provideSetting(setting)));
		await configuration.scheduler.registerProcessors([masterKeyProcessor(this.masterKeys)]);
	}
}
