import { App } from '@rocket.chat/apps-engine/definition/App';
import type {
	IAppAccessors,
	IAppInstallationContext,
	IAppUpdateContext,
	IConfigurationExtend,
	IConfigurationModify,
	IHttp,
	ILogger,
	IModify,
	IPersistence,
	IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import { ApiSecurity, ApiVisibility } from '@rocket.chat/apps-engine/definition/api';
import type { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { ISettingUpdateContext } from '@rocket.chat/apps-engine/definition/settings/ISettingUpdateContext';
import type {
	IUIKitInteractionHandler,
	IUIKitResponse,
	UIKitBlockInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import type {
	IPostUserCreated,
	IPostUserDeleted,
	IUserContext,
} from '@rocket.chat/apps-engine/definition/users';
import { AuthorizeEndpoint } from './endpoints/authorize';
import { AvatarEndpoint } from './endpoints/avatar';
import { ClaimsEndpoint } from './endpoints/claims';
import { IframeEndpoint } from './endpoints/iframe';
import { IframeSessionEndpoint } from './endpoints/iframeSession';
import { IntrospectEndpoint } from './endpoints/introspect';
import { JwksEndpoint } from './endpoints/jwks';
import { METADATA_PATHS, MetadataEndpoint } from './endpoints/metadata';
import { RevokeEndpoint } from './endpoints/revoke';
import { TokenEndpoint } from './endpoints/token';
import { UserinfoEndpoint } from './endpoints/userinfo';
import { WalletCallbackEndpoint } from './endpoints/walletCallback';
import { Caches } from './lib/cache/Caches';
import { rememberAdmin } from './lib/host/admins';
import { ConfigurationLoader, readStoredSettings } from './lib/host/ConfigurationLoader';
import { declareSettings } from './lib/host/declareSettings';
import { exitWhenDecoderFails } from './lib/host/exitWhenDecoderFails';
import { makeStores } from './lib/host/Stores';
import { toUserId } from './lib/host/Users';
import { recordCreatedUser } from './lib/identity/createdUser';
import { blockWalletsOfUser } from './lib/identity/deletedUser';
import { AppsOAuthClient } from './lib/link/appsOAuth/AppsOAuthClient';
import { checkSettingUpdate } from './lib/settings/checkSettingUpdate';
import { toUnixSeconds } from './lib/time/UnixSeconds';
import { makeEndAllSessionsProcessor } from './processors/endAllSessions';
import { makeKeysProcessor } from './processors/keys';
import { makeSettingRefusedProcessor } from './processors/settingRefused';
import { makeSweepProcessor } from './processors/sweep';
import { makeWalletSessionEndProcessor } from './processors/walletSessionEnd';
import { answerButton } from './slashcommands/answerButton';
import { WalletCommand } from './slashcommands/WalletCommand';

/** Wires the parts together. */
export class MetaMaskOAuthApp
	extends App
	implements IPostUserCreated, IPostUserDeleted, IUIKitInteractionHandler
{
	private readonly loader: ConfigurationLoader;
	private readonly appsOAuthClient: AppsOAuthClient;
	private readonly command: WalletCommand;

	constructor(info: IAppInfo, logger: ILogger, accessors?: IAppAccessors) {
		super(info, logger, accessors);
		exitWhenDecoderFails();
		this.loader = new ConfigurationLoader(info.id, new Caches());
		this.appsOAuthClient = new AppsOAuthClient(this, this.loader);
		this.command = new WalletCommand(this, this.appsOAuthClient, this.loader);
	}

	override async onInstall(
		context: IAppInstallationContext,
		read: IRead,
		_http: IHttp,
		persistence: IPersistence,
	): Promise<void> {
		await this.loader.maintainKeys(read, persistence);
		await rememberAdmin(context, makeStores(read, persistence));
	}

	override async onUpdate(
		context: IAppUpdateContext,
		read: IRead,
		_http: IHttp,
		persistence: IPersistence,
	): Promise<void> {
		await rememberAdmin(context, makeStores(read, persistence));
	}

	override async onPreSettingUpdate(
		context: ISettingUpdateContext,
		{ scheduler }: IConfigurationModify,
		read: IRead,
	): Promise<ISetting> {
		return checkSettingUpdate(context, { scheduler, readStored: () => readStoredSettings(read) });
	}

	override async onSettingUpdated(
		_setting: ISetting,
		_configuration: IConfigurationModify,
		_read: IRead,
		_http: IHttp,
	): Promise<void> {
		this.loader.invalidateSettings();
	}

	async executePostUserCreated(
		context: IUserContext,
		read: IRead,
		_http: IHttp,
		persistence: IPersistence,
	): Promise<void> {
		const now = toUnixSeconds(Date.now());
		const stores = makeStores(read, persistence);
		const { username } = context.user;
		const id = toUserId(context.user);
		// The event carries no e-mail addresses.
		const [user, configuration] = await Promise.all([stores.users.byId(id), this.loader.load(read, now)]);
		const created = { id, username, emails: user?.emails ?? [], createdAt: user?.createdAt ?? now };
		await recordCreatedUser(created, { ...configuration, stores, now });
	}

	async executePostUserDeleted(
		context: IUserContext,
		read: IRead,
		_http: IHttp,
		persistence: IPersistence,
	): Promise<void> {
		const id = toUserId(context.user);
		await blockWalletsOfUser(id, makeStores(read, persistence), toUnixSeconds(Date.now()));
		await this.appsOAuthClient.removeStoredToken(id, persistence);
	}

	async executeBlockActionHandler(
		context: UIKitBlockInteractionContext,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<IUIKitResponse> {
		const accessors = { read, modify, http, persistence };
		await answerButton(context.getInteractionData(), this.command, accessors);
		return context.getInteractionResponder().successResponse();
	}

	protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
		await this.appsOAuthClient.assertHasCallback();
		await configuration.api.provideApi({
			visibility: ApiVisibility.PUBLIC,
			security: ApiSecurity.UNSECURE,
			endpoints: [
				// First: the Apps-Engine's client takes the first endpoint for its redirect URI.
				new WalletCallbackEndpoint(this, this.loader, this.appsOAuthClient),
				new AuthorizeEndpoint(this, this.loader),
				new TokenEndpoint(this, this.loader),
				new UserinfoEndpoint(this, this.loader),
				new RevokeEndpoint(this, this.loader),
				new ClaimsEndpoint(this, this.loader),
				new IntrospectEndpoint(this, this.loader),
				new JwksEndpoint(this, this.loader),
				...METADATA_PATHS.map((path) => new MetadataEndpoint(this, this.loader, path)),
				new AvatarEndpoint(this, this.loader),
				new IframeEndpoint(this, this.loader),
				new IframeSessionEndpoint(this, this.loader),
			],
		});
		await Promise.all(declareSettings().map((setting) => configuration.settings.provideSetting(setting)));
		await configuration.scheduler.registerProcessors([
			makeKeysProcessor(this.loader),
			makeSweepProcessor(this.appsOAuthClient),
			makeWalletSessionEndProcessor(this.appsOAuthClient),
			makeSettingRefusedProcessor(),
			makeEndAllSessionsProcessor(this.appsOAuthClient),
		]);
		try {
			await configuration.slashCommands.provideSlashCommand(this.command);
		} catch (error) {
			// The host keeps the command while the app is disabled, and refuses it as known when it is enabled again.
			this.getLogger().debug(
				'/wallet was not provided again',
				error instanceof Error ? error.message : error,
			);
		}
	}
}
