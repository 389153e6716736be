import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock';

const LIFETIME_MS = 60 * 1000;

/** The modern client's login codes: each stands for one user, once, for a minute. */
export class LoginCodes {
	private readonly codes = new Map<string, { userId: string; expires: number }>();

	constructor(private readonly clock: Clock) {}

	/** @returns a code of 64 characters */
	create(userId: string): string {
		const code = randomBytes(32).toString('hex');
		this.codes.set(code, { userId, expires: this.clock.now() + LIFETIME_MS });
		return code;
	}

	/** Uses a code up. @returns its user's id; undefined for an unknown, used or expired code */
	redeem(code: string): string | undefined {
		const found = this.codes.get(code);
		this.codes.delete(code);
		return found && found.expires > this.clock.now() ? found.userId : undefined;
	}
}
