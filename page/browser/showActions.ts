import type { PageTextKey } from '../fillText';
import { getPart } from './getPart';

/** What a visitor can do besides choosing a wallet. */
export interface Action {
	readonly label: PageTextKey;
	/** An address to go to, or what a click does. */
	readonly does: string | (() => void);
}

/** Replaces the actions on the page. */
export function showActions(actions: readonly Action[], say: (key: PageTextKey) => string): void {
	const elements = actions.map(({ label, does }) => {
		const element = typeof does === 'string' ? createLink(does) : createButton(does);
		element.className = 'button';
		element.textContent = say(label);
		return element;
	});
	getPart('actions').replaceChildren(...elements);
}

function createLink(address: string): HTMLElement {
	const element = document.createElement('a');
	element.href = address;
	return element;
}

function createButton(onClick: () => void): HTMLElement {
	const element = document.createElement('button');
	element.type = 'button';
	element.addEventListener('click', onClick);
	return element;
}
