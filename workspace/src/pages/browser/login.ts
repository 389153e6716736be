import { ApiError, isRecord, post } from './api';
import { keepSession } from './session';
import { askTwoFactorCode } from './twoFactorDialog';

function keepLogin({ data }: Record<string, unknown>): void {
	if (!isRecord(data) || typeof data.userId !== 'string' || typeof data.authToken !== 'string') {
		throw new Error('Internal server error [500]');
	}
	keepSession({ userId: data.userId, authToken: data.authToken });
}

/**
 * Logs in, and asks for the second factor when the server asks for one, and again after a wrong code.
 *
 * @param login the body of `POST /api/v1/login`
 * @throws ApiError, also when the person cancels the second factor
 */
export async function logIn(login: Record<string, unknown>, code?: string): Promise<void> {
	try {
		keepLogin(await post('/api/v1/login', code ? { totp: { login, code } } : login));
	} catch (error) {
		const wanted =
			error instanceof ApiError && ['totp-required', 'totp-invalid'].includes(String(error.answer.error));
		const typed = wanted ? await askTwoFactorCode() : undefined;
		if (typed === undefined) {
			throw error;
		}
		await logIn(login, typed);
	}
}

/** Answers the modern client's second factor, which has a page of its own. @throws ApiError */
export async function answerChallenge(challengeId: string): Promise<void> {
	const code = await askTwoFactorCode();
	if (code === undefined) {
		throw new Error('The login was cancelled');
	}
	keepLogin(await post('/api/v1/twoFactorChallenges.verifyChallenge', { challengeId, code }));
}
