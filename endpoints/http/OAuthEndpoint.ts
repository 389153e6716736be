import type { ILogger, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import {
	ApiEndpoint,
	type IApiEndpoint,
	type IApiRequest,
	type IApiResponse,
} from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { ConfigurationLoader } from '../../lib/host/ConfigurationLoader';
import { dropLoggedRequest } from '../../lib/host/dropLoggedRequest';
import { OAuthError } from '../../lib/oauth/OAuthError';
import { toUnixSeconds, type UnixSeconds } from '../../lib/time/UnixSeconds';
import { respondError, respondMethodNotAllowed, respondOptions } from './responses';

/** One request with what it takes to answer it. */
export interface Call {
	readonly request: IApiRequest;
	readonly read: IRead;
	readonly modify: IModify;
	readonly persistence: IPersistence;
	readonly now: UnixSeconds;
	readonly log: ILogger;
}

/** What the host calls an endpoint with. */
type HostArguments = Parameters<NonNullable<IApiEndpoint['get']>>;

/** Answers one request; what it throws is answered by `refuse`. */
type Handler = (call: Call) => Promise<IApiResponse>;

const CROSS_ORIGIN = {
	'access-control-allow-origin': '*',
	'access-control-allow-headers': 'authorization, content-type',
};

/**
 * An endpoint that never throws: the host would show a person the raw message with status 500. It has a
 * handler for every verb, as the host answers 500 where there is none.
 */
export abstract class OAuthEndpoint extends ApiEndpoint {
	/** The verbs that `onGet` and `onPost` exist for, for the Allow header. */
	protected abstract readonly allow: string;

	/** Whether pages of other sites may call it: it knows no cookies, so they gain nothing by it (Fetch standard 3.2). */
	protected readonly crossOrigin: boolean = false;

	constructor(
		app: IApp,
		protected readonly loader: ConfigurationLoader,
	) {
		super(app);
	}

	onGet?: Handler;
	onPost?: Handler;

	async get(...args: HostArguments) {
		return this.answer(this.onGet, args);
	}

	async post(...args: HostArguments) {
		return this.answer(this.onPost, args);
	}

	async head(...args: HostArguments) {
		const { status, headers } = await this.answer(this.onGet, args);
		return { status, ...(headers ? { headers } : {}) };
	}

	async options(...args: HostArguments) {
		return this.answer(async () => respondOptions(this.allow), args);
	}

	async put(...args: HostArguments) {
		return this.answer(undefined, args);
	}

	async patch(...args: HostArguments) {
		return this.answer(undefined, args);
	}

	async delete(...args: HostArguments) {
		return this.answer(undefined, args);
	}

	/** How this endpoint tells a refusal; as JSON, unless it has pages. */
	protected refuse(error: OAuthError, _request: IApiRequest): IApiResponse {
		return respondError(error);
	}

	private async answer(
		handler: Handler | undefined,
		[request, , read, modify, , persistence]: HostArguments,
	): Promise<IApiResponse> {
		// Of this request alone: newer shells have one for each, which a property of the endpoint does not know.
		const log = this.app.getLogger();
		dropLoggedRequest(log);
		if (!handler) {
			return respondMethodNotAllowed(this.allow);
		}
		try {
			const now = toUnixSeconds(Date.now());
			return this.allowOtherSites(await handler({ request, read, modify, persistence, now, log }));
		} catch (error) {
			const refusal = error instanceof OAuthError ? error : new OAuthError('server');
			this.log(refusal, error, log);
			return this.allowOtherSites(this.refuse(refusal, request));
		}
	}

	private allowOtherSites(response: IApiResponse): IApiResponse {
		return this.crossOrigin ? { ...response, headers: { ...response.headers, ...CROSS_ORIGIN } } : response;
	}

	/** One line for the admin who finds out why logins fail: never a token, a code or a parameter's value. */
	private log(refusal: OAuthError, cause: unknown, log: ILogger): void {
		const fault = refusal === cause ? '' : ` (${cause instanceof Error ? cause.message : 'unknown fault'})`;
		log.warn(`${this.path}: ${refusal.code}: ${refusal.message}${fault}`);
	}
}
