/** Where to deploy, and as whom, in the words of rc-apps' `.rcappsconfig`. */
export interface DeployTarget {
	readonly url: string;
	readonly username?: string;
	readonly password?: string;
	readonly userId?: string;
	readonly token?: string;
}

const USAGE = `Say where to deploy, and as which admin:

  ROCKETCHAT_URL=https://your.workspace \\
  ROCKETCHAT_USER_ID=… ROCKETCHAT_TOKEN=… npm run deploy

with a personal access token (My Account > Personal Access Tokens, with "Ignore Two Factor"), or else with
ROCKETCHAT_USERNAME and ROCKETCHAT_PASSWORD, which works only without two-factor authentication.`;

/** @returns the target, or a sentence that says what is missing */
export function parseDeployTarget(environment: NodeJS.ProcessEnv): DeployTarget | string {
	const {
		ROCKETCHAT_URL: url = '',
		ROCKETCHAT_USER_ID: userId,
		ROCKETCHAT_TOKEN: token,
		ROCKETCHAT_USERNAME: username,
		ROCKETCHAT_PASSWORD: password,
	} = environment;
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
		return USAGE;
	}
	// rc-apps appends its paths.
	const address = { url: url.replace(/\/+$/, '') };
	if (userId && token) {
		return { ...address, userId, token };
	}
	return username && password ? { ...address, username, password } : USAGE;
}
