/** The element of the page that bears this id. */
export function part(id: string): HTMLElement {
	const element = document.getElementById(id);
	if (!element) {
		throw new Error(`The page has no #${id}`);
	}
	return element;
}
