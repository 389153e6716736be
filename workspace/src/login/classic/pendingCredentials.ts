import type { Clock } from '../../clock';
import type { ExternalLogin } from '../externalUser';
import { LOGIN_CANCELLED, LoginError, NO_MATCHING_LOGIN } from '../loginError';

/** Meteor drops pending credentials after a minute … */
const LIFETIME_MS = 60 * 1000;
/** … but Rocket.Chat puts their start two minutes into the future once used, so that a second factor can follow. */
const LIFETIME_AFTER_USE_MS = 3 * 60 * 1000;

interface Pending {
	/** Undefined for a failed attempt: the client never learns a secret for it. */
	secret: string | undefined;
	result: ExternalLogin | Error;
	expires: number;
}

/** The results from providers, until the browser that began the login asks for them. */
export class PendingCredentials {
	private readonly pending = new Map<string, Pending>();

	constructor(private readonly clock: Clock) {}

	store(credentialToken: string, login: ExternalLogin, secret: string): void {
		this.put(credentialToken, { secret, result: login, expires: this.clock.now() + LIFETIME_MS });
	}

	/** Keeps a failure for the login call that will ask with the token alone. */
	storeFailure(credentialToken: string, error: Error): void {
		this.put(credentialToken, { secret: undefined, result: error, expires: this.clock.now() + LIFETIME_MS });
	}

	/** What belongs to a token and its secret. @throws the stored failure, or LoginError when nothing matches */
	retrieve(credentialToken: string, secret: string | undefined): ExternalLogin {
		const pending = this.pending.get(credentialToken);
		if (!pending || pending.secret !== secret || pending.expires < this.clock.now()) {
			throw new LoginError(LOGIN_CANCELLED, NO_MATCHING_LOGIN);
		}
		if (pending.result instanceof Error) {
			this.pending.delete(credentialToken);
			throw pending.result;
		}
		pending.expires = this.clock.now() + LIFETIME_AFTER_USE_MS;
		return pending.result;
	}

	private put(credentialToken: string, pending: Pending): void {
		for (const [token, { expires }] of this.pending) {
			if (expires < this.clock.now()) {
				this.pending.delete(token);
			}
		}
		this.pending.set(credentialToken, pending);
	}
}
