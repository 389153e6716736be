/** Gets the page's element with this id. */
export function getPart(id: string): HTMLElement {
	const element = document.getElementById(id);
	if (!element) {
		throw new Error(`The page has no #${id}`);
	}
	return element;
}
