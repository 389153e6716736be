import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { findPurpose } from '../lib/link/findPurpose';
import { formatCode } from '../lib/login/authorizationCode';
import { type Binding, bind } from '../lib/login/Binding';
import { checkWallet } from '../lib/login/checkWallet';
import { verifyBoundChallenge } from '../lib/login/verifyBoundChallenge';
import { formatCodeRedirect, formatErrorRedirect } from '../lib/oauth/formatRedirect';
import { formToQuery } from '../lib/oauth/formToQuery';
import { OAuthError } from '../lib/oauth/OAuthError';
import { parseAuthorizationRequest } from '../lib/oauth/parseAuthorizationRequest';
import { parseReturnAddress, type ReturnAddress } from '../lib/oauth/parseReturnAddress';
import type { Context } from '../lib/provider/Context';
import type { PagePurpose } from '../page/walletPageData';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { readSignedChallenge } from './http/readSignedChallenge';
import { type PageDetails, respondChallenge } from './http/respondChallenge';
import { respondRefusal } from './http/respondRefusal';
import { respondJson, respondRedirect } from './http/responses';
import { wantsJson } from './http/wantsJson';

/**
 * The authorization endpoint (RFC 6749 3.1). GET gives a challenge, as a page for people or as JSON for
 * programs; POST takes the signed challenge and gives the redirect that brings the code. Neither stores anything.
 * A request may also come as a form, which is redirected to GET.
 */
export class AuthorizeEndpoint extends OAuthEndpoint {
	override path = 'authorize';
	protected override readonly allow = 'GET, HEAD, POST, OPTIONS';

	override onGet = async (call: Call): Promise<IApiResponse> => {
		const { request, now } = call;
		const context = await this.loader.loadContext(call, now);
		const address = parseReturnAddress(request.query, context.clients, context.site);
		try {
			const binding = await bindingOf(address, context);
			return respondChallenge(request, { binding, details: pageDetails(address, binding, context) }, context);
		} catch (error) {
			// What a person has to read is said here: after the redirect nobody shows it.
			if (!(error instanceof OAuthError) || wantsJson(request) || error.code === 'access_denied') {
				throw error;
			}
			return respondRedirect(formatErrorRedirect(address, error, context.site.issuer));
		}
	};

	override onPost = async (call: Call): Promise<IApiResponse> => {
		const { request, read, now } = call;
		const signed = readSignedChallenge(request);
		if (!signed) {
			return this.redirectToGet(formToQuery(request.content), read);
		}
		const context = await this.loader.loadContext(call, now);
		const address = parseReturnAddress(request.query, context.clients, context.site);
		const binding = await bindingOf(address, context);
		const verified = verifyBoundChallenge(signed, binding, context);
		// Here a person reads a refusal. After the redirect Rocket.Chat shows no more than "error 500".
		await checkWallet(verified, context);
		return respondJson({ redirect: formatCodeRedirect(address, formatCode(signed), context.site.issuer) });
	};

	/** A signed challenge never comes as a form, because any site can send one. */
	private async redirectToGet(query: URLSearchParams, read: IRead): Promise<IApiResponse> {
		if (!query.has('client_id')) {
			throw new OAuthError('json_only');
		}
		const issuer = await this.loader.loadIssuer(read);
		return respondRedirect(`${issuer}/authorize?${query}`, 303);
	}

	/** A person gets a page, a program JSON. */
	protected override refuse(error: OAuthError, request: IApiRequest): IApiResponse {
		return respondRefusal(error, request);
	}
}

async function bindingOf(address: ReturnAddress, context: Context): Promise<Binding> {
	return bind(parseAuthorizationRequest(address), await findPurpose(address, context));
}

function pageDetails(address: ReturnAddress, binding: Binding, { site }: Context): PageDetails {
	const { client, parameters } = address;
	// Rocket.Chat's modern client, the only one of its clients that sends PKCE, gives up on a login after five minutes.
	const isModernLogin = client.kind === 'rocketchat' && parameters.code_challenge !== undefined;
	return {
		purpose: pagePurpose(address, binding),
		cancelUrl: formatErrorRedirect(address, new OAuthError('cancelled'), site.issuer),
		...(isModernLogin ? { startAgainUrl: `${site.url}/home` } : {}),
	};
}

function pagePurpose({ client, redirectUri }: ReturnAddress, { purpose, scope }: Binding): PagePurpose {
	if (purpose.kind === 'link') {
		return { kind: 'link', username: purpose.username };
	}
	if (client.kind === 'trusted') {
		return { kind: 'client', name: client.name, host: new URL(redirectUri).host, scope };
	}
	return { kind: 'login' };
}
