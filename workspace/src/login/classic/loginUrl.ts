import type { ServiceConfiguration } from '../serviceConfiguration';
import { serviceUrl } from '../serviceUrl';

/** What a login style sends through the provider as `state`, in base64 of its JSON. */
export interface ClassicState {
	loginStyle: 'redirect' | 'popup';
	credentialToken: string;
	isCordova: boolean;
	/** Where the login began; only with the login style redirect. */
	redirectUrl?: string;
}

/** The redirect URI Meteor builds: in old releases with `?close` when no login style is set. */
export function redirectUri(
	siteUrl: string,
	{ service, loginStyle, addsClose }: Pick<ServiceConfiguration, 'service' | 'loginStyle' | 'addsClose'>,
): string {
	return `${siteUrl}/_oauth/${service}${loginStyle === '' && addsClose ? '?close' : ''}`;
}

/**
 * The address at the provider to which the classic web client sends the browser.
 *
 * @param siteUrl the workspace, without a slash at the end
 * @param credentialToken what this login attempt is known by: 43 characters of base64url
 * @param redirectUrl the page to come back to, for the login style redirect
 */
export function classicLoginUrl(
	siteUrl: string,
	service: ServiceConfiguration,
	credentialToken: string,
	redirectUrl: string,
): string {
	const loginStyle = service.loginStyle || 'popup';
	const state: ClassicState = {
		loginStyle,
		credentialToken,
		isCordova: false,
		...(loginStyle === 'redirect' && { redirectUrl }),
	};
	const authorizeUrl = serviceUrl(service.serverURL, service.authorizePath);
	return [
		`${authorizeUrl}${authorizeUrl.includes('?') ? '&' : '?'}client_id=${service.clientId}`,
		`redirect_uri=${encodeURIComponent(redirectUri(siteUrl, service))}`,
		'response_type=code',
		`state=${encodeURIComponent(btoa(JSON.stringify(state)))}`,
		`scope=${encodeURIComponent(service.scope)}`,
	].join('&');
}
