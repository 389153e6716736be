import type { App } from '@rocket.chat/apps-engine/definition/App';
import type {
	IConfigurationExtend,
	IHttp,
	IModify,
	IPersistence,
	IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpoint } from '@rocket.chat/apps-engine/definition/api';
import type {
	IAuthData,
	IOAuth2Client,
	IOAuth2ClientOptions,
} from '@rocket.chat/apps-engine/definition/oauth2/IOAuth2';
import { createOAuth2Client } from '@rocket.chat/apps-engine/definition/oauth2/OAuth2';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { ConfigurationLoader } from '../host/ConfigurationLoader';
import { walletCredentials } from '../oauth/clients';
import { forgetStoredToken } from '../store/appsOAuthToken';
import { toUnixSeconds } from '../time/UnixSeconds';
import type { InProcessHttp } from './InProcessHttp';
import { linkWallet } from './linkWallet';

/** The client's handler of its redirect URI. */
export type CallbackHandler = NonNullable<IApiEndpoint['get']>;

/** Makes the client's HTTP to the provider at this issuer, for one request. */
export type HttpFor = (
	issuer: string,
	read: IRead,
	modify: IModify,
	persistence: IPersistence,
) => InProcessHttp;

/**
 * The Apps-Engine's OAuth2 client, pointed at the app's own provider. What is open about it is closed here:
 *
 * - its `state` is the user's id: its callback is handed to the endpoint that checks a ticket first;
 * - its requests carry secrets in their URLs: they never leave the process;
 * - it knows its credentials from public settings only: here from derived ones, too;
 * - it saves whatever a refusal contains over a good record: its authorization callback throws.
 */
export class AppsOAuthClient {
	private readonly options: IOAuth2ClientOptions;

	constructor(
		private readonly app: App,
		private readonly loader: ConfigurationLoader,
		private readonly httpFor: HttpFor,
	) {
		const unknown = 'about:blank';
		this.options = {
			alias: 'wallet',
			authUri: unknown,
			accessTokenUri: unknown,
			refreshTokenUri: unknown,
			revokeTokenUri: unknown,
			defaultScopes: ['openid', 'profile'],
			authorizationCallback: (token, user, read, _modify, http, persistence) =>
				linkWallet(token, user, http as InProcessHttp, read, persistence),
		};
	}

	/**
	 * Takes the client's callback handler out of its own set-up. Its settings are declared with the others.
	 * @throws Error when this engine's client provides no handler
	 */
	async callbackHandler(): Promise<CallbackHandler> {
		const endpoints: IApiEndpoint[] = [];
		const configuration = {
			api: {
				provideApi: async (api: { endpoints: IApiEndpoint[] }) => void endpoints.push(...api.endpoints),
			},
			settings: { provideSetting: async () => undefined },
		};
		await this.client(this.app.getAccessors().http).setup(configuration as unknown as IConfigurationExtend);
		const handler = endpoints[0]?.get;
		if (!handler) {
			throw new Error("the engine's OAuth2 client provides no callback");
		}
		return handler;
	}

	/** Where a user signs to connect a wallet. */
	async authorizationUrl(user: IUser, ticket: string, read: IRead): Promise<string> {
		this.pointAt(await this.loader.loadIssuer(read));
		const url = await this.client(this.app.getAccessors().http).getUserAuthorizationUrl(user);
		url.searchParams.set('ticket', ticket);
		return url.href;
	}

	/** What the client keeps for a user; its `expiresAt` is no time but the raw `expires_in`. */
	async storedToken(user: Pick<IUser, 'id'>): Promise<IAuthData | undefined> {
		return this.client(this.app.getAccessors().http).getAccessTokenForUser(user as IUser);
	}

	/** @throws what the provider answered, as OAuthError */
	async refresh(user: IUser, read: IRead, modify: IModify, persistence: IPersistence): Promise<void> {
		const http = this.reach(await this.loader.loadIssuer(read), read, modify, persistence);
		try {
			await this.client(http).refreshUserAccessToken(user, persistence);
		} catch (error) {
			throw http.failure ?? error;
		}
	}

	/** Ends the session at the provider and removes what the client keeps. @throws as `refresh` */
	async revoke(user: IUser, read: IRead, modify: IModify, persistence: IPersistence): Promise<void> {
		const http = this.reach(await this.loader.loadIssuer(read), read, modify, persistence);
		if (!(await this.client(http).revokeUserAccessToken(user, persistence))) {
			throw http.failure ?? new Error('the token was not revoked');
		}
	}

	/** Removes what the client keeps for a user, without asking the provider. */
	async forget(userId: string, persistence: IPersistence): Promise<void> {
		await forgetStoredToken(this.options.alias, userId, persistence);
	}

	/** Points the client at the provider where it is by now; gives the HTTP by which it gets there, for one request. */
	reach(issuer: string, read: IRead, modify: IModify, persistence: IPersistence): InProcessHttp {
		this.pointAt(issuer);
		return this.httpFor(issuer, read, modify, persistence);
	}

	/** Site_Url may have changed, and the client would drop its path prefix from relative addresses. */
	private pointAt(issuer: string): void {
		this.options.authUri = `${issuer}/authorize`;
		this.options.accessTokenUri = `${issuer}/token`;
		this.options.refreshTokenUri = `${issuer}/token`;
		this.options.revokeTokenUri = `${issuer}/revoke`;
	}

	private client(http: IHttp): IOAuth2Client {
		const accessors = this.app.getAccessors();
		const { reader } = accessors;
		const environment = reader.getEnvironmentReader();
		const settings = { getValueById: (id: string) => this.credential(id, reader) };
		const environmentReader = { ...environment, getSettings: () => settings };
		const app = {
			getLogger: () => this.app.getLogger(),
			getAccessors: () => ({
				...accessors,
				http,
				reader: { ...reader, getEnvironmentReader: () => environmentReader },
			}),
		};
		return createOAuth2Client(app as unknown as App, this.options);
	}

	private async credential(settingId: string, read: IRead): Promise<string> {
		const now = toUnixSeconds(Date.now());
		const [settings, keys] = await Promise.all([
			this.loader.loadSettings(read, now),
			this.loader.loadKeys(read, now),
		]);
		const { id, secret } = walletCredentials(settings, keys);
		return settingId.endsWith('secret') ? secret : id;
	}
}
