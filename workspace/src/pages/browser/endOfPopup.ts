/** Tells the page that began a modern login in a popup how it ended. */
function tellOpener(opener: Window | null): void {
	opener?.postMessage(JSON.parse(document.body.dataset.message ?? 'null'), location.origin);
	window.close();
}

tellOpener(window.opener);
