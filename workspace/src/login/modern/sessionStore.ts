import { type SessionData, Store } from 'express-session';
import type { Clock } from '../../clock';

/** How long a login of the modern client may take, from its start to the callback. */
export const SESSION_LIFETIME_MS = 5 * 60 * 1000;

/** The login sessions. They expire by the workspace's clock, which tests move. */
export class ClockSessionStore extends Store {
	private readonly sessions = new Map<string, { json: string; expires: number }>();

	constructor(private readonly clock: Clock) {
		super();
	}

	override get(id: string, callback: (error: unknown, session?: SessionData | null) => void): void {
		const stored = this.sessions.get(id);
		const isValid = stored && stored.expires > this.clock.now();
		// JSON, as in a real session store: nothing may be shared by reference.
		callback(undefined, isValid ? JSON.parse(stored.json) : null);
	}

	override set(id: string, session: SessionData, callback?: (error?: unknown) => void): void {
		for (const [known, { expires }] of this.sessions) {
			if (expires <= this.clock.now()) {
				this.sessions.delete(known);
			}
		}
		this.sessions.set(id, { json: JSON.stringify(session), expires: this.clock.now() + SESSION_LIFETIME_MS });
		callback?.();
	}

	override destroy(id: string, callback?: (error?: unknown) => void): void {
		this.sessions.delete(id);
		callback?.();
	}
}
