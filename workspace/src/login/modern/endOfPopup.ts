import { type Html, html } from '../../pages/html';

/** What the page in the popup tells the window that opened it. */
export type PopupMessage =
	| { externalCommand: 'login-with-token'; token: string }
	| { externalCommand: 'go'; path: string };

/** The page that ends a modern login in a popup: it posts the message to its opener and closes. */
export function endOfPopupPage(siteRoot: string, message: PopupMessage): Html {
	return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Login completed</title>
<script type="module" src="${siteRoot}/assets/endOfPopup.js"></script>
</head>
<body data-message="${JSON.stringify(message)}"></body>
</html>
`;
}
