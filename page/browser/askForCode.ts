import { getPart } from './getPart';

/** Asks for a two-factor code, in the form that the page has in Rocket.Chat's login frame. */
export function askForCode(): Promise<string> {
	const form = getPart('second-factor');
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
