import { createHash, randomInt } from 'node:crypto';
import type { WorkspaceContext } from '../context';
import type { UserDocument } from '../users';
import { isIdentity } from './fieldTemplate';

type Context = Pick<WorkspaceContext, 'users' | 'settings' | 'clock' | 'mails'>;

interface StoredCode {
	hash: string;
	expire: Date;
	attempts: number;
}

function isStoredCode(value: unknown): value is StoredCode {
	return (
		isIdentity(value) &&
		typeof value.hash === 'string' &&
		value.expire instanceof Date &&
		typeof value.attempts === 'number'
	);
}

function hash(code: string): string {
	return createHash('sha256').update(code).digest('base64');
}

function storedCode(user: UserDocument): StoredCode | undefined {
	const code = user.services.emailCode;
	return isStoredCode(code) ? code : undefined;
}

/** The verified e-mail addresses of a user: the only ones that get codes. */
export function verifiedEmails(user: UserDocument): string[] {
	return (user.emails ?? []).filter(({ verified }) => verified).map(({ address }) => address);
}

/** Whether the user has typed so many wrong codes that the current one is no longer valid. */
export function tooManyAttempts({ settings }: Pick<Context, 'settings'>, user: UserDocument): boolean {
	const maxAttempts = Number(
		settings.get('Accounts_TwoFactorAuthentication_Max_Invalid_Email_Code_Attempts'),
	);
	return (storedCode(user)?.attempts ?? 0) >= maxAttempts;
}

/** Makes a new six-digit code and sends it to every verified address of the user. */
export async function sendEmailCode(context: Context, user: UserDocument): Promise<void> {
	const { users, settings, clock, mails } = context;
	const code = String(randomInt(1_000_000)).padStart(6, '0');
	const lifetime = Number(settings.get('Accounts_TwoFactorAuthentication_By_Email_Code_Expiration')) * 1000;
	const stored: StoredCode = { hash: hash(code), expire: new Date(clock.now() + lifetime), attempts: 0 };
	await users.update(user._id, { $set: { 'services.emailCode': stored } });
	for (const to of verifiedEmails(user)) {
		mails.send({
			to,
			subject: 'Authentication code',
			text: [
				'Here is your authentication code:',
				`${code.slice(0, 3)}-${code.slice(3)}`,
				'Do not provide this code to anyone.',
				"If you didn't try to login in your account please ignore this email.",
			].join('\n\n'),
			sentAt: new Date(clock.now()),
		});
	}
}

/**
 * Sends a code unless one is still valid.
 *
 * @returns whether it sent one
 */
export async function sendEmailCodeIfNeeded(context: Context, user: UserDocument): Promise<boolean> {
	const current = storedCode(user);
	if (current && current.expire.getTime() > context.clock.now() && !tooManyAttempts(context, user)) {
		return false;
	}
	await sendEmailCode(context, user);
	return true;
}

/** Whether this is the user's code; a right one is used up, a wrong one counted. Dashes and blanks may be in it. */
export async function verifyEmailCode(
	{ users, clock }: Context,
	user: UserDocument,
	code: string,
): Promise<boolean> {
	const stored = storedCode(user);
	if (!stored || stored.expire.getTime() < clock.now()) {
		return false;
	}
	if (stored.hash === hash(code.replaceAll(/\D/g, ''))) {
		await users.update(user._id, { $unset: { 'services.emailCode': true } });
		return true;
	}
	await users.update(user._id, { $inc: { 'services.emailCode.attempts': 1 } });
	return false;
}
