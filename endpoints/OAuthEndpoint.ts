import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import {
	ApiEndpoint,
	type IApiEndpointInfo,
	type IApiRequest,
	type IApiResponse,
} from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { OAuthError } from '../lib/OAuthError';
import { dropLoggedRequest } from '../lib/store/engineLog';
import type { ProviderLoader } from '../lib/store/ProviderLoader';
import { openStores, type Stores } from '../lib/store/Stores';
import { toUnixSeconds, type UnixSeconds } from '../lib/time';
import { errorAnswer, methodNotAllowed, optionsAnswer } from './answers';

/** One request with what it takes to answer it. */
export interface Call {
	readonly request: IApiRequest;
	readonly read: IRead;
	readonly modify: IModify;
	readonly persistence: IPersistence;
	readonly now: UnixSeconds;
	readonly stores: Stores;
}

/** Answers one request; what it throws is answered by `refuse`. */
type Answer = (call: Call) => Promise<IApiResponse>;

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
		protected readonly loader: ProviderLoader,
	) {
		super(app);
	}

	onGet?: Answer;
	onPost?: Answer;

	async get(
		request: IApiRequest,
		_endpoint: IApiEndpointInfo,
		read: IRead,
		modify: IModify,
		_http: IHttp,
		persistence: IPersistence,
	) {
		return this.answer(this.onGet, request, read, modify, persistence);
	}

	async post(
		request: IApiRequest,
		_endpoint: IApiEndpointInfo,
		read: IRead,
		modify: IModify,
		_http: IHttp,
		persistence: IPersistence,
	) {
		return this.answer(this.onPost, request, read, modify, persistence);
	}

	async head(
		request: IApiRequest,
		_endpoint: IApiEndpointInfo,
		read: IRead,
		modify: IModify,
		_http: IHttp,
		persistence: IPersistence,
	) {
		const answer = await this.answer(this.onGet, request, read, modify, persistence);
		return { status: answer.status, ...(answer.headers ? { headers: answer.headers } : {}) };
	}

	async options() {
		return this.forOtherSites(optionsAnswer(this.allow));
	}

	async put() {
		return methodNotAllowed(this.allow);
	}

	async patch() {
		return methodNotAllowed(this.allow);
	}

	async delete() {
		return methodNotAllowed(this.allow);
	}

	/** How this endpoint tells a refusal; as JSON, unless it has pages. */
	protected refuse(error: OAuthError, _request: IApiRequest): IApiResponse {
		return errorAnswer(error);
	}

	private async answer(
		handler: Answer | undefined,
		request: IApiRequest,
		read: IRead,
		modify: IModify,
		persistence: IPersistence,
	): Promise<IApiResponse> {
		dropLoggedRequest(this.app.getLogger());
		if (!handler) {
			return methodNotAllowed(this.allow);
		}
		try {
			const now = toUnixSeconds(Date.now());
			const stores = openStores(read, persistence);
			return this.forOtherSites(await handler({ request, read, modify, persistence, now, stores }));
		} catch (error) {
			const refusal = error instanceof OAuthError ? error : new OAuthError('server_error', 'error_server');
			this.log(refusal, error);
			return this.forOtherSites(this.refuse(refusal, request));
		}
	}

	private forOtherSites(answer: IApiResponse): IApiResponse {
		return this.crossOrigin ? { ...answer, headers: { ...answer.headers, ...CROSS_ORIGIN } } : answer;
	}

	/** One line for the admin who finds out why logins fail: never a token, a code or a parameter's value. */
	private log(refusal: OAuthError, cause: unknown): void {
		const fault = refusal === cause ? '' : ` (${cause instanceof Error ? cause.message : 'unknown fault'})`;
		this.app.getLogger().warn(`${this.path}: ${refusal.code}: ${refusal.message}${fault}`);
	}
}
