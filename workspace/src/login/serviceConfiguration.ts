import type { CustomOAuthService } from './customOAuthService';
import type { LoginRelease } from './loginRelease';

/** What anyone may know of a login service: an entry of `GET /api/v1/service.configurations`. */
export interface ServiceConfiguration {
	service: string;
	custom: true;
	serverURL: string;
	authorizePath: string;
	clientId: string;
	scope: string;
	loginStyle: CustomOAuthService['loginStyle'];
	/** Not in Rocket.Chat's answer: there the client is of the server's release, and knows. */
	addsClose: boolean;
	showButton: boolean;
	buttonLabelText: string;
	buttonLabelColor: string;
	buttonColor: string;
}

export function serviceConfiguration(
	service: CustomOAuthService,
	{ addsClose }: LoginRelease,
): ServiceConfiguration {
	return {
		service: service.name,
		custom: true,
		serverURL: service.serverUrl,
		authorizePath: service.authorizePath,
		clientId: service.clientId,
		scope: service.scope,
		loginStyle: service.loginStyle,
		addsClose,
		showButton: service.showButton,
		buttonLabelText: service.buttonLabel,
		buttonLabelColor: service.buttonLabelColor,
		buttonColor: service.buttonColor,
	};
}
