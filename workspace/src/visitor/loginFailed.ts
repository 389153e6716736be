/** How far a login came before it failed: at the provider's pages, on the way back, or in the login call. */
export type LoginStep = 'provider' | 'callback' | 'login';

/** A login that failed, with what its visitor would read on the screen. */
export class LoginFailed extends Error {
	/**
	 * @param shown the text on the screen; '' where Rocket.Chat shows none
	 * @param answer what the server answered, to see why
	 */
	constructor(
		readonly step: LoginStep,
		readonly shown: string,
		readonly answer: unknown,
	) {
		super(`login failed at the ${step}: ${shown || 'without a word'} ${JSON.stringify(answer)}`);
		this.name = 'LoginFailed';
	}
}
