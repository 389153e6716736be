import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { checksumAddress } from '../lib/ethereum/account';
import type { ConfigurationLoader } from '../lib/host/ConfigurationLoader';
import { assertMayUse, findWallet } from '../lib/identity/findWallet';
import type { AppsOAuthClient, CallbackHandler } from '../lib/link/AppsOAuthClient';
import { type LinkTicket, openTicket, useTicket } from '../lib/link/linkTicket';
import { welcomeWallet } from '../lib/link/walletSession';
import { parseCode } from '../lib/login/authorizationCode';
import { verifyChallenge } from '../lib/login/verifyChallenge';
import { OAuthError } from '../lib/oauth/OAuthError';
import { readParameters } from '../lib/oauth/parameters';
import type { Configuration } from '../lib/provider/Configuration';
import { codeIsDeadAt, type Session } from '../lib/session/Session';
import type { Stores } from '../lib/store/Stores';
import { text } from '../lib/text/texts';
import type { UnixSeconds } from '../lib/time/UnixSeconds';
import { messagePage } from '../page/document';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { languageOfVisitor } from './http/visitorLanguage';

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
		loader: ConfigurationLoader,
		private readonly client: AppsOAuthClient,
		private readonly handler: CallbackHandler,
	) {
		super(app, loader);
	}

	override onGet = async (call: Call, log: ILogger): Promise<IApiResponse> => {
		const { request, read, modify, persistence, now, stores } = call;
		const provider = await this.loader.load(read, now);
		const { ticket, username, jti } = await this.checkTicket(call, provider);
		const http = this.client.reach(provider.workspace.issuer, read, modify, persistence);
		const before = await this.client.storedToken({ id: ticket.userId });
		const endpoint = { basePath: '', fullPath: '', appId: this.app.getID() };
		const { status } = await this.handler(request, endpoint, read, modify, http, persistence);
		const session = http.connected?.session;
		if (!session || status >= 400) {
			await takeBack(jti, http.connected?.attempt, stores, now);
			throw http.failure ?? new Error("the engine's OAuth2 client has not kept the token");
		}
		await welcomeWallet(session, ticket, before, { read, modify, stores, now }).catch((error: unknown) => {
			// The wallet is connected by now, and its session ends by the sweep if by no job.
			const reason = error instanceof Error ? error.message : 'unknown fault';
			log.warn(`${this.path}: connected, but not welcomed: ${reason}`);
		});
		return connectedPage(session, username, provider, request);
	};

	/** @throws OAuthError unless a user with a ticket has signed for exactly this, in this user's browser */
	private async checkTicket({ request, now, stores }: Call, provider: Configuration): Promise<Checked> {
		const { settings, keys } = provider;
		const { code, state } = readParameters(request.query, ['code', 'state']);
		if (code === '') {
			throw new OAuthError('cancelled');
		}
		const verified = verifyChallenge(parseCode(code), provider, now);
		const { linkUserId, linkUsername: username, ticketHash } = verified.challenge;
		if (linkUserId === '' || linkUserId !== state) {
			throw new OAuthError('link_state');
		}
		const signedIn = signedInUser(request);
		if (signedIn !== undefined && signedIn !== linkUserId) {
			throw new OAuthError('other_browser');
		}
		const ticket = await openTicket(ticketHash, linkUserId, stores.tickets, now);
		const wallet = await findWallet(verified.account, stores, { keys, settings });
		await assertMayUse(wallet, verified, settings, stores, now);
		await useTicket(ticket, stores.tickets);
		return { ticket, username, jti: verified.challenge.jti };
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
}

/** A user's right to connect a wallet, and which one. */
interface Checked {
	readonly ticket: LinkTicket;
	readonly username: string;
	/** Of the session that its code opens. */
	readonly jti: string;
}

/**
 * Undoes what was done before the client has failed to keep its token.
 * @param jti of the session, should one have been opened
 * @param attempt that has made a link
 */
async function takeBack(
	jti: string,
	attempt: string | undefined,
	{ sessions, wallets }: Stores,
	now: UnixSeconds,
): Promise<void> {
	await sessions.end(jti, codeIsDeadAt(now));
	if (attempt) {
		await wallets.unlinkAttempt(attempt);
	}
}

function connectedPage(
	{ account }: Session,
	user: string,
	{ workspace }: Configuration,
	request: IApiRequest,
): IApiResponse {
	const language = languageOfVisitor(request);
	const values = { address: checksumAddress(account), user, workspace: workspace.name };
	const { html, headers } = messagePage({
		lang: language,
		title: text('wallet_connected_title', {}, language),
		message: text('wallet_connected_page', values, language),
	});
	return { status: 200, headers, content: html };
}

/** Who is signed in to Rocket.Chat in this browser, as its cookie says; undefined when nobody is. */
function signedInUser({ headers }: IApiRequest): string | undefined {
	return /(?:^|;\s*)rc_uid=([^;]+)/.exec(headers.cookie ?? '')?.[1];
}
