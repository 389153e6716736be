import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { toChecksumAddress } from '../lib/ethereum/account';
import type { ConfigurationLoader } from '../lib/host/ConfigurationLoader';
import type { AppsOAuthClient } from '../lib/link/appsOAuth/AppsOAuthClient';
import { checkLink } from '../lib/link/checkLink';
import { undoLink } from '../lib/link/undoLink';
import { finishWalletLogin } from '../lib/link/walletSession';
import type { OAuthError } from '../lib/oauth/OAuthError';
import type { Context } from '../lib/provider/Context';
import type { LinkSession } from '../lib/session/Session';
import { translate } from '../lib/text/translate';
import { renderMessagePage } from '../page/renderMessagePage';
import { chooseVisitorLanguage } from './http/chooseVisitorLanguage';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';

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
	) {
		super(app, loader);
	}

	override onGet = async (call: Call): Promise<IApiResponse> => {
		const { request, read, modify, now, log } = call;
		const context = await this.loader.loadContext(call, now);
		const {
			ticket,
			username,
			session: opened,
		} = await checkLink(request.query, readLoggedInUserIds(request), context);
		const before = await this.client.readStoredToken({ id: ticket.userId });
		const outcome = await this.client.exchangeCode(request, call, context);
		if (outcome.kind === 'failed') {
			await undoLink(opened, outcome.linked, context);
			throw outcome.cause;
		}
		const { session } = outcome;
		const { stores } = context;
		await finishWalletLogin({ session, ticket, before }, { read, modify, stores, now }).catch(
			(error: unknown) => {
				// The wallet is linked by now, and its session ends by the sweep if by no job.
				const reason = error instanceof Error ? error.message : 'unknown fault';
				log.warn(`${this.path}: linked, but the user was not told: ${reason}`);
			},
		);
		return linkedPage(session, username, context, request);
	};

	protected override refuse(error: OAuthError, request: IApiRequest): IApiResponse {
		const language = chooseVisitorLanguage(request);
		const { html, headers } = renderMessagePage({
			lang: language,
			title: translate('wallet_not_connected_title', {}, language),
			message: translate(error.key, error.values, language),
		});
		return { status: error.status, headers, content: html };
	}
}

function linkedPage(
	{ account }: LinkSession,
	user: string,
	{ site }: Context,
	request: IApiRequest,
): IApiResponse {
	const language = chooseVisitorLanguage(request);
	const values = { address: toChecksumAddress(account), user, workspace: site.name };
	const { html, headers } = renderMessagePage({
		lang: language,
		title: translate('wallet_connected_title', {}, language),
		message: translate('wallet_connected_page', values, language),
	});
	return { status: 200, headers, content: html };
}

/** Who is logged in to Rocket.Chat in this browser, as its cookies say: a site at a sibling domain can add one. */
function readLoggedInUserIds({ headers }: IApiRequest): string[] {
	return [...(headers.cookie ?? '').matchAll(/(?:^|;\s*)rc_uid=([^;]+)/g)].map(([, id = '']) => id.trim());
}
