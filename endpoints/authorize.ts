import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { assertMayUse, findWallet } from '../lib/identity/findWallet';
import { linkSubject } from '../lib/link/linkRequest';
import { formatCode } from '../lib/login/authorizationCode';
import { assertMadeFor } from '../lib/login/challenge';
import { verifyChallenge } from '../lib/login/verifyChallenge';
import {
	parseAuthorizationRequest,
	parseReturnAddress,
	queryOfForm,
	type ReturnAddress,
} from '../lib/oauth/authorizationRequest';
import { codeRedirect, errorRedirect } from '../lib/oauth/authorizationResponse';
import { OAuthError } from '../lib/oauth/OAuthError';
import { text } from '../lib/text/texts';
import type { SignInClient } from '../page/signInData';
import { challengeResponse } from './http/challengeResponse';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { refusalResponse, wantsJson } from './http/refusalResponse';
import { jsonResponse, redirectResponse } from './http/responses';
import { isJson, signedBody } from './http/signedBody';

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
		const to = parseReturnAddress(request.query, clients);
		try {
			const subject = await linkSubject(parseAuthorizationRequest(to), to, stores, now);
			const details = {
				connectsTo: subject.linkUsername,
				cancelUrl: errorRedirect(to, 'access_denied', text('error_cancelled'), workspace.issuer),
				...(to.client.kind === 'trusted' ? { client: shownClient(to, subject.scope) } : {}),
				...(isModernLogin(to) ? { startAgainUrl: `${workspace.url}/home` } : {}),
			};
			return challengeResponse(request, subject, details, provider, now);
		} catch (error) {
			// What a person has to read is said here: after the redirect nobody shows it.
			if (!(error instanceof OAuthError) || wantsJson(request) || error.code === 'access_denied') {
				throw error;
			}
			return redirectResponse(errorRedirect(to, error.code, error.message, workspace.issuer));
		}
	};

	override onPost = async ({ request, read, now, stores }: Call): Promise<IApiResponse> => {
		if (!isJson(request)) {
			return this.requestAnew(queryOfForm(request.content), read);
		}
		const answer = signedBody(request);
		const provider = await this.loader.load(read, now);
		const { workspace, settings, clients } = provider;
		const to = parseReturnAddress(request.query, clients);
		const subject = await linkSubject(parseAuthorizationRequest(to), to, stores, now);
		const verified = verifyChallenge(answer, provider, now);
		assertMadeFor(verified.challenge, subject);
		// Told here, where a person reads it: after the redirect Rocket.Chat says no more than "error 500".
		await assertMayUse(await findWallet(verified.account, stores, provider), verified, settings, stores, now);
		return jsonResponse({ redirect: codeRedirect(to, formatCode(answer), workspace.issuer) });
	};

	/** A request that came as a form is sent on to GET; an answer never comes so: any site can send a form. */
	private async requestAnew(query: URLSearchParams, read: IRead): Promise<IApiResponse> {
		if (!query.has('client_id')) {
			throw new OAuthError('json_only');
		}
		const issuer = await this.loader.loadIssuer(read);
		return redirectResponse(`${issuer}/authorize?${query}`, 303);
	}

	/** A person gets a page, a program JSON. */
	protected override refuse(error: OAuthError, request: IApiRequest): IApiResponse {
		return refusalResponse(error, request);
	}
}

/** Rocket.Chat's modern client, the only one of its that sends PKCE, gives up on a login after five minutes. */
function isModernLogin({ client, parameters }: ReturnAddress): boolean {
	return client.kind === 'rocketchat' && parameters.code_challenge !== '';
}

function shownClient({ client: { name }, redirectUri }: ReturnAddress, scope: string): SignInClient {
	return { name, host: new URL(redirectUri).host, scope };
}
