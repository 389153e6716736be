/** Why the server refused an app that the engine would take. */
export class AppInstallError extends Error {
	override readonly name = 'AppInstallError';

	constructor(
		/** What the server's answer has as `status`. */
		readonly status: 'storage_error' | 'app_user_error',
		message: string,
		readonly payload?: { username: string },
	) {
		super(message);
	}
}
