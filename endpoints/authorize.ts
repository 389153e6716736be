import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { formatCode } from '../lib/authorizationCode';
import {
	authorizationRequest,
	queryOfForm,
	type ReturnAddress,
	returnAddress,
} from '../lib/authorizationRequest';
import { codeRedirect, errorRedirect } from '../lib/authorizationResponse';
import { assertMadeFor } from '../lib/challenge';
import { linkSubject } from '../lib/linkRequest';
import { OAuthError } from '../lib/OAuthError';
import { text } from '../lib/texts';
import { verifyAnswer } from '../lib/verifyAnswer';
import { assertMayUse, findWalletUser } from '../lib/walletUser';
import type { SignInClient } from '../page/signInData';
import { jsonAnswer, redirectAnswer } from './answers';
import { type Call, OAuthEndpoint } from './OAuthEndpoint';
import { isJson, signedBody } from './signedBody';
import { signInOffer } from './signInOffer';
import { signInRefusal, wantsJson } from './signInRefusal';

/**
 * The authorization endpoint (RFC 6749 3.1). GET gives a challenge, as a page for people or as JSON for
 * programs; POST takes the signed answer and gives the redirect that brings the code. Neither stores anything.
 * A request may also come as a form; then it is sent on to GET.
 */
export class AuthorizeEndpoint extends OAuthEndpoint {
	override path = 'authorize';
	protected override readonly allow = 'GET, HEAD, POST, OPTIONS';

	override onGet = async ({ request, read, now, stores }: Call): Promise<IApiResponse> => {
		const provider = await this.loader.load(read, now);
		const { workspace, clients } = provider;
		const to = returnAddress(request.query, clients);
		try {
			const subject = await linkSubject(authorizationRequest(to), to, stores, now);
			const details = {
				connectsTo: subject.linkUsername,
				cancelUrl: errorRedirect(to, 'access_denied', text('error_cancelled'), workspace.issuer),
				...(to.client.kind === 'trusted' ? { client: shownClient(to, subject.scope) } : {}),
				...(isModernLogin(to) ? { startAgainUrl: `${workspace.url}/home` } : {}),
			};
			return signInOffer(request, subject, details, provider, now);
		} catch (error) {
			// What a person has to read is said here: after the redirect nobody shows it.
			if (!(error instanceof OAuthError) || wantsJson(request) || error.code === 'access_denied') {
				throw error;
			}
			return redirectAnswer(errorRedirect(to, error.code, error.message, workspace.issuer));
		}
	};

	override onPost = async ({ request, read, now, stores }: Call): Promise<IApiResponse> => {
		if (!isJson(request)) {
			return this.requestAnew(queryOfForm(request.content), read);
		}
		const answer = signedBody(request);
		const provider = await this.loader.load(read, now);
		const { workspace, settings, clients } = provider;
		const to = returnAddress(request.query, clients);
		const subject = await linkSubject(authorizationRequest(to), to, stores, now);
		const verified = verifyAnswer(answer, provider, now);
		assertMadeFor(verified.challenge, subject);
		// Told here, where a person reads it: after the redirect Rocket.Chat says no more than "error 500".
		await assertMayUse(
			await findWalletUser(verified.account, stores, provider),
			verified,
			settings,
			stores,
			now,
		);
		return jsonAnswer({ redirect: codeRedirect(to, formatCode(answer), workspace.issuer) });
	};

	/** A request that came as a form is sent on to GET; an answer never comes so: any site can send a form. */
	private async requestAnew(query: URLSearchParams, read: IRead): Promise<IApiResponse> {
		if (!query.has('client_id')) {
			throw new OAuthError('invalid_request', 'error_json_only');
		}
		const issuer = await this.loader.loadIssuer(read);
		return redirectAnswer(`${issuer}/authorize?${query}`, 303);
	}

	/** A person gets a page, a program JSON. */
	protected override refuse(error: OAuthError, request: IApiRequest): IApiResponse {
		return signInRefusal(error, request);
	}
}

/** Rocket.Chat's modern client, the only one of its that sends PKCE, gives up on a login after five minutes. */
function isModernLogin({ client, parameters }: ReturnAddress): boolean {
	return client.kind === 'rocketchat' && parameters.code_challenge !== '';
}

function shownClient({ client: { name }, redirectUri }: ReturnAddress, scope: string): SignInClient {
	return { name, host: new URL(redirectUri).host, scope };
}
