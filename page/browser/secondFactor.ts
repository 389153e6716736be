import { part } from './part';

/** Asks for a code in the form that the page has for it in Rocket.Chat's login frame. */
export function askCode(): Promise<string> {
	const form = part('second-factor');
	const input = form.querySelector('input');
	form.hidden = false;
	input?.focus();
	return new Promise((resolve) => {
		form.addEventListener(
			'submit',
			(event) => {
				event.preventDefault();
				form.hidden = true;
				resolve(input?.value.trim() ?? '');
			},
			{ once: true },
		);
	});
}
