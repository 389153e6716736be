import { type Html, html } from './html';

/** What each page has besides its content. */
interface Page {
	/** The path prefix; the page's script reads it from `data-root`. */
	siteRoot: string;
	title: string;
	/** The name of the script under `/assets`. */
	script: string;
}

/** A page of the workspace. */
export function document({ siteRoot, title, script }: Page, body: Html): Html {
	return html`<!DOCTYPE html>
<html lang="en" data-root="${siteRoot}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${siteRoot}/assets/workspace.css">
<script type="module" src="${siteRoot}/assets/${script}.js"></script>
</head>
<body>
${body}
</body>
</html>
`;
}
