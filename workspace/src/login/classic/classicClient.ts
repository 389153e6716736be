import { randomBytes } from 'node:crypto';
import type { WorkspaceContext } from '../../context';
import { type CustomOAuthService, findCustomOAuthService } from '../customOAuthService';
import type { ExternalLogin } from '../externalUser';
import type { Identity } from '../fieldTemplate';
import { transformIdentity } from '../identity';
import type { LoginRelease } from '../loginRelease';
import type { EndOfLogin } from './endOfLogin';
import { PendingCredentials } from './pendingCredentials';
import { requestIdentity, requestToken } from './providerRequests';
import { readState } from './state';

/** The query of a request to `/_oauth/<service>`. */
export interface CallbackQuery {
	code: string;
	state: string;
	error: string;
}

/** Characters of Meteor's random ids and secrets: nothing else reaches the page. */
const SAFE = /^[\w-]+$/;

/** Rocket.Chat's Meteor-based Custom OAuth client. */
export class ClassicClient {
	private readonly credentials: PendingCredentials;

	/**
	 * @param log called with every failure, which the client never sees
	 */
	constructor(
		private readonly context: WorkspaceContext,
		private readonly release: LoginRelease,
		private readonly log: (failure: Error) => void,
	) {
		this.credentials = new PendingCredentials(context.clock);
	}

	/** Handles the provider's redirect. Never throws: a failure is kept for the login call. */
	async handleCallback(serviceName: string, query: CallbackQuery): Promise<EndOfLogin> {
		const state = readState(query.state);
		if (query.error) {
			this.log(new Error(`${serviceName} answered ${query.error}`));
			return { state, secret: undefined };
		}
		try {
			const login = await this.exchange(this.configured(serviceName), query);
			if (!SAFE.test(state.credentialToken)) {
				throw new Error('invalid_credential_token_or_secret');
			}
			const secret = randomBytes(32).toString('base64url');
			this.credentials.store(state.credentialToken, login, secret);
			return { state, secret };
		} catch (error) {
			const failure = error instanceof Error ? error : new Error(String(error));
			this.log(failure);
			this.credentials.storeFailure(state.credentialToken, failure);
			return { state, secret: undefined };
		}
	}

	/** The login of a client's token and secret. @throws the login's failure, or LoginError when there is no login */
	retrieve(credentialToken: string, credentialSecret: string | undefined): ExternalLogin {
		return this.credentials.retrieve(credentialToken, credentialSecret);
	}

	/**
	 * The login that a bare access token of a service stands for.
	 *
	 * @param expiresIn seconds, as the caller claims
	 * @throws Error when the service does not know the token
	 */
	async exchangeAccessToken(
		serviceName: string,
		accessToken: string,
		expiresIn: number,
	): Promise<ExternalLogin> {
		const service = this.configured(serviceName);
		const identity = transformIdentity(await requestIdentity(service, accessToken), service);
		const kept = ['id', 'email', 'username', 'name', service.rolesClaim].filter((key) => key in identity);
		return {
			service,
			data: {
				...(this.release.accessTokenMelds && { _OAuthCustom: true, serverURL: service.serverUrl }),
				accessToken,
				expiresAt: this.context.clock.now() + 1000 * expiresIn,
				...Object.fromEntries(kept.map((key) => [key, identity[key]])),
			},
			meldsByEmail: this.release.accessTokenMelds,
		};
	}

	private async exchange(service: CustomOAuthService, query: CallbackQuery): Promise<ExternalLogin> {
		const { clock } = this.context;
		const token = await requestToken(this.context.siteUrl(), service, query, this.release);
		const raw: Identity = await requestIdentity(service, token.accessToken);
		return {
			service,
			data: {
				_OAuthCustom: true,
				serverURL: service.serverUrl,
				accessToken: token.accessToken,
				...(token.idToken !== undefined && { idToken: token.idToken }),
				...(Boolean(token.refreshToken) && { refreshToken: token.refreshToken }),
				expiresAt: clock.now() + 1000 * token.expiresIn,
				...transformIdentity(raw, service),
			},
			meldsByEmail: true,
		};
	}

	private configured(serviceName: string): CustomOAuthService {
		const { settings } = this.context;
		const service = findCustomOAuthService(settings, serviceName);
		if (!service || settings.enabled('Accounts_OAuth_Use_Modern_Flow')) {
			throw new Error(`Unexpected OAuth service ${serviceName}`);
		}
		return service;
	}
}
