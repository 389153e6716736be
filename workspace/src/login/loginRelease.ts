import type { TokenParameters } from './classic/providerRequests';
import type { CreateTokens } from './createToken';
import type { ModernCallback } from './modern/modernRouter';

/** How the releases of Rocket.Chat differ. An option of the workspace, not of the app. */
export interface LoginRelease {
	/** Where the classic client's token request has its parameters: `body`, or `query` as around 6.0. */
	tokenParameters: TokenParameters;
	/** The modern client's redirect URI: `/_oauth/<name>`, or `/oauth/<name>/callback`. */
	modernCallback: ModernCallback;
	/** What `users.createToken` requires. */
	createTokens: CreateTokens;
	/** Which switches must be on for a new user to get e-mail two-factor: all, or, on older servers such as 7.0, its own. */
	optIn: 'allSwitches' | 'ownSwitch';
	/** What "manually approve new users" does with one without e-mail: an inactive user, or, in 7.0, a failed login. */
	approvalWithoutEmail: 'works' | 'fails';
	/** Whether a login by a bare access token melds by e-mail, as today; older servers refuse a taken address. */
	accessTokenMelds: boolean;
	/** Whether an empty login style adds `?close` to the classic redirect URI, as servers before Meteor 2.3 did. */
	addsClose: boolean;
	/** What the modern client's redirect hands over: a code to redeem, or, in its first releases, the login token. */
	modernHandOver: 'loginCode' | 'resumeToken';
	/** Whether the merge settings of former updates still apply in the modern client, as they do there until a restart. */
	mergeHooksPileUp: boolean;
}

/** What Rocket.Chat does today. */
export const CURRENT_RELEASE: LoginRelease = {
	tokenParameters: 'body',
	modernCallback: '_oauth',
	createTokens: { secret: '' },
	optIn: 'allSwitches',
	approvalWithoutEmail: 'works',
	accessTokenMelds: true,
	addsClose: false,
	modernHandOver: 'loginCode',
	mergeHooksPileUp: false,
};
