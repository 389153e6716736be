/** The server refused an app that the engine accepts. */
export class AppInstallError extends Error {
	override readonly name = 'AppInstallError';

	constructor(
		/** `status` of the server's answer. */
		readonly status: 'storage_error' | 'app_user_error',
		message: string,
		readonly payload?: { username: string },
	) {
		super(message);
	}
}
