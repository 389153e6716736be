import { byId, fieldValue } from './element';

/** Asks for the code of the second factor; undefined when the person cancels. */
export function askTwoFactorCode(): Promise<string | undefined> {
	const dialog = byId('two-factor', HTMLDialogElement);
	const form = dialog.querySelector('form');
	form?.reset();
	dialog.returnValue = 'cancel';
	dialog.showModal();
	return new Promise((resolve) => {
		dialog.addEventListener(
			'close',
			() => resolve(form && dialog.returnValue === 'verify' ? fieldValue(form, 'code') : undefined),
			{ once: true },
		);
	});
}
