import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import type { LoginTokens } from '../context';
import type { ServerSettings } from '../serverSettings/ServerSettings';
import type { UserDocument, Users } from '../users';
import { isIdentity } from './fieldTemplate';
import { LoginError } from './loginError';

const DAY = 24 * 60 * 60 * 1000;
const STORED_TOKENS = 'services.resume.loginTokens';

interface StoredToken {
	hashedToken: string;
	when: Date;
}

function isStoredToken(value: unknown): value is StoredToken {
	return isIdentity(value) && typeof value.hashedToken === 'string' && value.when instanceof Date;
}

function hash(token: string): string {
	return createHash('sha256').update(token).digest('base64');
}

function storedTokens(user: UserDocument): StoredToken[] {
	const tokens = user.services.resume?.loginTokens;
	return Array.isArray(tokens) ? tokens.filter(isStoredToken) : [];
}

/** Resume tokens as Meteor keeps them: on the user, hashed, with the time of issue. */
export class ResumeTokens implements LoginTokens {
	constructor(
		private readonly users: Users,
		private readonly settings: ServerSettings,
		private readonly clock: Clock,
	) {}

	async issue(userId: string): Promise<{ token: string; expires: Date }> {
		const token = randomBytes(32).toString('base64url');
		const when = new Date(this.clock.now());
		await this.users.update(userId, { $push: { [STORED_TOKENS]: { hashedToken: hash(token), when } } });
		return { token, expires: new Date(when.getTime() + this.lifetime()) };
	}

	async verify(userId: string, token: string): Promise<UserDocument | undefined> {
		const user = await this.users.findById(userId);
		const stored = user && storedTokens(user).find(({ hashedToken }) => hashedToken === hash(token));
		return user?.active && stored && !this.isExpired(stored) ? user : undefined;
	}

	/** The user who resumes with this token, active or not. @throws LoginError when it is unknown or expired */
	async resume(token: string): Promise<UserDocument> {
		const hashedToken = hash(token);
		const [user] = await this.users.find({ [`${STORED_TOKENS}.hashedToken`]: hashedToken });
		const stored = user && storedTokens(user).find((candidate) => candidate.hashedToken === hashedToken);
		if (!user || !stored) {
			throw new LoginError(403, "You've been logged out by the server. Please log in again.");
		}
		if (this.isExpired(stored)) {
			throw new LoginError(403, 'Your session has expired. Please log in again.');
		}
		return user;
	}

	async revoke(userId: string, token: string): Promise<void> {
		await this.users.update(userId, { $pull: { [STORED_TOKENS]: { hashedToken: hash(token) } } });
	}

	async revokeAll(userId: string): Promise<void> {
		await this.users.update(userId, { $set: { [STORED_TOKENS]: [] } });
	}

	private isExpired({ when }: StoredToken): boolean {
		return this.clock.now() >= when.getTime() + this.lifetime();
	}

	private lifetime(): number {
		return Number(this.settings.get('Accounts_LoginExpiration')) * DAY;
	}
}
