import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { checksumAddress } from '../lib/account';
import type { AppsOAuthClient, CallbackHandler } from '../lib/appsOAuthClient';
import { parseCode } from '../lib/authorizationCode';
import { type LinkTicket, openTicket, useTicket } from '../lib/linkTicket';
import { OAuthError } from '../lib/OAuthError';
import { readParameters } from '../lib/parameters';
import type { Provider } from '../lib/provider';
import type { Session } from '../lib/session';
import type { ProviderLoader } from '../lib/store/ProviderLoader';
import { text } from '../lib/texts';
import { verifyAnswer } from '../lib/verifyAnswer';
import { welcomeWallet } from '../lib/walletSession';
import { assertMayUse, findWalletUser } from '../lib/walletUser';
import { messagePage } from '../page/document';
import { type Call, OAuthEndpoint } from './OAuthEndpoint';
import { languageOfVisitor } from './visitorLanguage';

/**
 * The redirect URI of the Apps-Engine's OAuth2 client. The client itself would take any code for any user
 * whose id is in `state`; it sees a request only after the ticket of `/wallet login` has been checked and
 * used up.
 */
export class WalletCallbackEndpoint extends OAuthEndpoint {
	override path = 'wallet-callback';
	protected override readonly allow = 'GET, HEAD, OPTIONS';

	constructor(
		app: IApp,
		loader: ProviderLoader,
		private readonly client: AppsOAuthClient,
		private readonly handler: CallbackHandler,
	) {
		super(app, loader);
	}

	override onGet = async (call: Call): Promise<IApiResponse> => {
		const { request, read, modify, persistence, now, stores } = call;
		const provider = await this.loader.load(read, now);
		const ticket = await this.checkTicket(call, provider);
		const http = await this.client.httpFor(read, modify, persistence);
		await this.client.pointAtProvider(read);
		const before = await this.client.storedToken({ id: ticket.userId });
		const endpoint = { basePath: '', fullPath: '', appId: this.app.getID() };
		await this.handler(request, endpoint, read, modify, http, persistence);
		if (!http.connected) {
			throw http.refusal ?? new OAuthError('server_error', 'error_server');
		}
		await welcomeWallet(http.connected, ticket, before, { read, modify, stores, now });
		return this.connectedPage(http.connected, provider, call);
	};

	/** @throws OAuthError unless a user with a ticket has signed for exactly this, in this user's browser */
	private async checkTicket({ request, now, stores }: Call, provider: Provider): Promise<LinkTicket> {
		const { settings, keys } = provider;
		const { code, state } = readParameters(request.query, ['code', 'state']);
		if (code === '') {
			throw new OAuthError('access_denied', 'error_cancelled');
		}
		const verified = verifyAnswer(parseCode(code), provider, now);
		const { linkUserId, ticketHash } = verified.challenge;
		if (linkUserId === '' || linkUserId !== state) {
			throw new OAuthError('access_denied', 'error_link_state');
		}
		const signedIn = signedInUser(request);
		if (signedIn !== undefined && signedIn !== linkUserId) {
			throw new OAuthError('access_denied', 'error_other_browser');
		}
		const ticket = await openTicket(ticketHash, linkUserId, stores.tickets, now);
		const wallet = await findWalletUser(verified.account, stores, { keys, settings });
		await assertMayUse(wallet, verified, settings, stores, now);
		await useTicket(ticket, stores.tickets);
		return ticket;
	}

	protected override refuse(error: OAuthError, request: IApiRequest): IApiResponse {
		const language = languageOfVisitor(request);
		const { html, headers } = messagePage({
			lang: language,
			title: text('wallet_not_connected_title', {}, language),
			message: text(error.key, error.values, language),
		});
		return { status: error.status, headers, content: html };
	}

	private async connectedPage(
		session: Session,
		{ workspace }: Provider,
		{ request, stores }: Call,
	): Promise<IApiResponse> {
		const user = await stores.users.byId(session.userId);
		const language = languageOfVisitor(request);
		const values = {
			address: checksumAddress(session.account),
			user: user?.username ?? '',
			workspace: workspace.name,
		};
		const { html, headers } = messagePage({
			lang: language,
			title: text('wallet_connected_title', {}, language),
			message: text('wallet_connected_page', values, language),
		});
		return { status: 200, headers, content: html };
	}
}

/** Who is signed in to Rocket.Chat in this browser, as its cookie says; undefined when nobody is. */
function signedInUser({ headers }: IApiRequest): string | undefined {
	return /(?:^|;\s*)rc_uid=([^;]+)/.exec(headers.cookie ?? '')?.[1];
}
