import type { WorkspaceContext } from '../context';
import { randomId } from '../store/randomId';
import type { UserDocument } from '../users';
import { sendEmailCode, tooManyAttempts, verifyEmailCode } from './emailCode';
import { LoginError } from './loginError';

type Context = Pick<WorkspaceContext, 'users' | 'settings' | 'clock' | 'mails'>;

const LIFETIME_MS = 5 * 60 * 1000;

/** The modern flow's second factor: a page of its own, named by a challenge, instead of a refused login. */
export class TwoFactorChallenges {
	private readonly pending = new Map<string, { userId: string; expires: number }>();

	constructor(private readonly context: Context) {}

	/** Sends the user a code. @returns the challenge's id */
	async create(user: UserDocument): Promise<string> {
		const id = randomId();
		this.pending.set(id, { userId: user._id, expires: this.context.clock.now() + LIFETIME_MS });
		await sendEmailCode(this.context, user);
		return id;
	}

	/** @returns the user of the challenge. @throws LoginError for a wrong code or an expired challenge */
	async answer(id: string, code: string): Promise<UserDocument> {
		const challenge = this.pending.get(id);
		const user = challenge && (await this.context.users.findById(challenge.userId));
		if (!user) {
			throw new LoginError('error-challenge-not-found', 'challenge not found');
		}
		if (challenge.expires < this.context.clock.now()) {
			throw new LoginError('error-challenge-expired', 'challenge expired');
		}
		if (tooManyAttempts(this.context, user)) {
			this.pending.delete(id);
			throw new LoginError('totp-max-attempts', 'TOTP Maximun Failed Attempts Reached');
		}
		if (!(await verifyEmailCode(this.context, user, code))) {
			throw new LoginError('error-invalid-code', 'Invalid code');
		}
		this.pending.delete(id);
		return user;
	}
}
