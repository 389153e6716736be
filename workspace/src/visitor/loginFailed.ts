/** Where a login failed: at the provider's pages, on the way back, or in the login call. */
export type LoginStep = 'provider' | 'callback' | 'login';

/** A failed login, with the text that a person would see. */
export class LoginFailed extends Error {
	/**
	 * @param shown the text on the screen; '' where Rocket.Chat shows none
	 * @param answer the server's answer, which says more
	 */
	constructor(
		readonly step: LoginStep,
		readonly shown: string,
		readonly answer: unknown,
	) {
		super(`login failed at the ${step}: ${shown || 'nothing is shown'} ${JSON.stringify(answer)}`);
		this.name = 'LoginFailed';
	}
}
