import { type Html, html } from '../../pages/html';
import type { ClassicState } from './loginUrl';

/** Meteor's key for the secret in sessionStorage (redirect) and localStorage (popup without an opener). */
const STORAGE_PREFIX = 'Meteor.oauth.credentialSecret-';

/** How a visit to `/_oauth/<service>` ended: with a secret for the client, or without. */
export interface EndOfLogin {
	state: ClassicState;
	/** Undefined after any failure: the page hands over nothing, and the login call then reports the failure. */
	secret: string | undefined;
}

/** A redirect never leaves the workspace. */
function backTo(siteUrl: string, redirectUrl: string | undefined): string {
	return redirectUrl?.startsWith(`${siteUrl}/`) ? redirectUrl : `${siteUrl}/`;
}

/**
 * The page that hands the credential secret to the client: by sessionStorage to the page the browser goes on to
 * (redirect), or to the window that opened this one (popup). Its script has to run in the browser that began.
 */
export function endOfLoginPage(siteUrl: string, siteRoot: string, { state, secret }: EndOfLogin): Html {
	const { loginStyle, credentialToken, redirectUrl } = state;
	const target = loginStyle === 'redirect' ? backTo(siteUrl, redirectUrl) : '';
	const allowed = loginStyle === 'popup' || target === redirectUrl;
	const handedOver = allowed ? (secret ?? '') : '';
	return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Login completed</title>
<link rel="stylesheet" href="${siteRoot}/assets/workspace.css">
<script type="module" src="${siteRoot}/assets/endOfLogin.js"></script>
</head>
<body
data-login-style="${loginStyle}"
data-storage-key="${STORAGE_PREFIX}${credentialToken}"
data-credential-token="${credentialToken}"
data-credential-secret="${handedOver}"
data-redirect-url="${target}"
>
<main class="card" ${loginStyle === 'popup' ? '' : 'hidden'}>
<p>Login completed. <button id="close" type="button">Close this window</button></p>
</main>
</body>
</html>
`;
}
