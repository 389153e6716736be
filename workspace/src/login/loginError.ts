/**
 * A refusal that the client may see, like a Meteor.Error: it shows `reason [code]`. Any other Error thrown
 * during a login is shown as "Internal server error [500]".
 */
export class LoginError extends Error {
	constructor(
		readonly code: string | number,
		readonly reason: string,
		readonly details?: Record<string, unknown>,
	) {
		super(`${reason} [${code}]`);
		this.name = 'LoginError';
	}
}

/** Meteor's code of a login that was cancelled. */
export const LOGIN_CANCELLED = 0x8acdc2f;

export const NO_MATCHING_LOGIN = 'No matching login attempt found';
