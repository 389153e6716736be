import { escapeHtml } from './html';

/**
 * A page of the workspace.
 *
 * @param siteRoot the path prefix, which the page's script reads from the `data-root` of its root element
 * @param script the name of the script under `/assets`
 */
export function document(siteRoot: string, title: string, script: string, body: string): string {
	const root = escapeHtml(siteRoot);
	return `<!DOCTYPE html>
<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}/assets/workspace.css">
<script type="module" src="${root}/assets/${script}.js"></script>
</head>
<body>
${body}
</body>
</html>
`;
}
