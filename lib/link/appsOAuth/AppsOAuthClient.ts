import type { App } from '@rocket.chat/apps-engine/definition/App';
import type {
	IConfigurationExtend,
	IHttp,
	IPersistence,
	IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiEndpoint, IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import type {
	IAuthData,
	IOAuth2Client,
	IOAuth2ClientOptions,
} from '@rocket.chat/apps-engine/definition/oauth2/IOAuth2';
import { createOAuth2Client } from '@rocket.chat/apps-engine/definition/oauth2/OAuth2';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Accessors } from '../../host/Accessors';
import type { ConfigurationLoader } from '../../host/ConfigurationLoader';
import { toUserId } from '../../host/Users';
import type { UserId } from '../../identity/User';
import type { TokenContext } from '../../login/answerTokenRequest';
import { getAppsClientCredentials } from '../../oauth/workspaceClients';
import { removeStoredToken } from '../../store/removeStoredToken';
import { toUnixSeconds } from '../../time/UnixSeconds';
import { type LinkedSession, linkWallet } from '../linkWallet';
import { makeInProcessHttp } from './inProcessHttp';

/** By this the client keeps its tokens, and names its settings and its callback. */
const ALIAS = 'wallet';

type AuthorizationCallback = NonNullable<IOAuth2ClientOptions['authorizationCallback']>;

/** How a callback of the client has ended. */
export type ExchangeOutcome =
	| ({ readonly kind: 'linked' } & LinkedSession)
	| { readonly kind: 'failed'; readonly cause: unknown; readonly linked: LinkedSession | undefined };

/**
 * The Apps-Engine's OAuth2 client, pointed at the app's own provider. Its holes are closed here:
 *
 * - its `state` is the user's id: its callback runs only after the endpoint has checked a ticket;
 * - its requests carry secrets in their URLs: they never leave the process;
 * - it knows its credentials from public settings only: here from derived ones, too;
 * - it saves whatever a refusal contains over a good record: its authorization callback throws.
 */
export class AppsOAuthClient {
	constructor(
		private readonly app: App,
		private readonly loader: ConfigurationLoader,
	) {}

	/** @throws Error when this engine's client provides no callback: better when the app is enabled than at a login */
	async assertHasCallback(): Promise<void> {
		await callbackOf(this.client());
	}

	/** Where a user signs to link a wallet. */
	async makeAuthorizationUrl(user: IUser, ticket: string, read: IRead): Promise<string> {
		const client = this.client(await this.loader.loadIssuer(read));
		const url = await client.getUserAuthorizationUrl(user);
		url.searchParams.set('ticket', ticket);
		return url.href;
	}

	/** What the client keeps for a user; its `expiresAt` is no time but the raw `expires_in`. */
	async readStoredToken(user: Pick<IUser, 'id'>): Promise<IAuthData | undefined> {
		return this.client().getAccessTokenForUser(user as IUser);
	}

	/** Lets the client exchange the code of its callback for tokens, links the wallet, and has the client keep them. */
	async exchangeCode(
		request: IApiRequest,
		{ read, modify, persistence }: Pick<Accessors, 'read' | 'modify' | 'persistence'>,
		context: TokenContext,
	): Promise<ExchangeOutcome> {
		let linked: LinkedSession | undefined;
		const failures: unknown[] = [];
		const http = makeInProcessHttp(context, (error) => failures.push(error));
		const client = this.client(context.site.issuer, http, async (tokens, user) => {
			if (failures.length === 0) {
				linked = await linkWallet(tokens?.token, toUserId(user), context).catch((error: unknown) => {
					failures.push(error);
					throw error;
				});
				return undefined;
			}
			// Throwing is the one thing that keeps the client from saving a refusal over a good record.
			throw failures[0];
		});
		const callback = await callbackOf(client);
		const endpoint = { basePath: '', fullPath: '', appId: this.app.getID() };
		const { status } = await callback(request, endpoint, read, modify, http, persistence);
		if (linked && status < 400) {
			return { kind: 'linked', ...linked };
		}
		const [cause = new Error("the engine's OAuth2 client has not kept the token")] = failures;
		return { kind: 'failed', cause, linked };
	}

	/** @throws what the provider answered, as OAuthError */
	async refresh(user: IUser, accessors: Pick<Accessors, 'read' | 'persistence'>): Promise<void> {
		const { client, failures } = await this.inProcessClient(accessors);
		try {
			await client.refreshUserAccessToken(user, accessors.persistence);
		} catch (error) {
			throw failures[0] ?? error;
		}
	}

	/** Ends the session at the provider and removes what the client keeps. @throws as `refresh` */
	async revoke(user: IUser, accessors: Pick<Accessors, 'read' | 'persistence'>): Promise<void> {
		const { client, failures } = await this.inProcessClient(accessors);
		if (!(await client.revokeUserAccessToken(user, accessors.persistence))) {
			throw failures[0] ?? new Error('the token was not revoked');
		}
	}

	/** Removes what the client keeps for a user, without asking the provider. */
	async removeStoredToken(userId: UserId, persistence: IPersistence): Promise<void> {
		await removeStoredToken(ALIAS, userId, persistence);
	}

	private async inProcessClient({ read, persistence }: Pick<Accessors, 'read' | 'persistence'>) {
		const context = await this.loader.loadContext({ read, persistence }, toUnixSeconds(Date.now()));
		const failures: unknown[] = [];
		const http = makeInProcessHttp(context, (error) => failures.push(error));
		return { client: this.client(context.site.issuer, http), failures };
	}

	/** @param issuer as it is now: Site_Url may change, and the client would drop its path prefix from relative addresses */
	private client(
		issuer = 'about:blank',
		http: IHttp = this.app.getAccessors().http,
		authorizationCallback?: AuthorizationCallback,
	): IOAuth2Client {
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
		return createOAuth2Client(app as unknown as App, {
			alias: ALIAS,
			authUri: `${issuer}/authorize`,
			accessTokenUri: `${issuer}/token`,
			refreshTokenUri: `${issuer}/token`,
			revokeTokenUri: `${issuer}/revoke`,
			defaultScopes: ['openid', 'profile'],
			...(authorizationCallback ? { authorizationCallback } : {}),
		});
	}

	private async credential(settingId: string, read: IRead): Promise<string> {
		const { settings, keys } = await this.loader.load(read, toUnixSeconds(Date.now()));
		const { id, secret } = getAppsClientCredentials(settings, keys);
		return settingId.endsWith('secret') ? secret : id;
	}
}

/**
 * Takes the handler of the client's redirect URI out of its own set-up. Its settings are declared with the others.
 * @throws Error when this engine's client provides no handler
 */
async function callbackOf(client: IOAuth2Client): Promise<NonNullable<IApiEndpoint['get']>> {
	const endpoints: IApiEndpoint[] = [];
	const configuration = {
		api: {
			provideApi: async (api: { endpoints: IApiEndpoint[] }) => void endpoints.push(...api.endpoints),
		},
		settings: { provideSetting: async () => undefined },
	};
	await client.setup(configuration as unknown as IConfigurationExtend);
	const callback = endpoints[0]?.get;
	if (!callback) {
		throw new Error("the engine's OAuth2 client provides no callback");
	}
	return callback;
}
