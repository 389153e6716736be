import type { PageTextKey } from '../fillText';
import { part } from './part';

/** What a visitor can do besides choosing a wallet. */
export interface Action {
	readonly label: PageTextKey;
	/** A link, or what a click does. */
	readonly does: string | (() => void);
}

/** Shows these ways on in place of whatever was there. */
export function offerActions(actions: readonly Action[], say: (key: PageTextKey) => string): void {
	const elements = actions.map(({ label, does }) => {
		const element = typeof does === 'string' ? link(does) : button(does);
		element.className = 'button';
		element.textContent = say(label);
		return element;
	});
	part('actions').replaceChildren(...elements);
}

function link(address: string): HTMLElement {
	const element = document.createElement('a');
	element.href = address;
	return element;
}

function button(onClick: () => void): HTMLElement {
	const element = document.createElement('button');
	element.type = 'button';
	element.addEventListener('click', onClick);
	return element;
}
