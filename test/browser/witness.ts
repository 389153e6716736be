import type { Page } from 'playwright-core';

/** Notes what a page of ours must not do. */
export class Witness {
	/** What a script threw, what was written to the console as an error, and what the page's policy refused. */
	readonly complaints: string[] = [];
	/** Requests to anywhere but the workspace. */
	readonly strayRequests: string[] = [];

	/** To be called before the page opens. */
	static async of(page: Page, origin: string): Promise<Witness> {
		const witness = new Witness();
		page.on('pageerror', (error) => witness.complaints.push(error.message));
		page.on('console', (message) => {
			// The browser itself notes every refused request.
			if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
				witness.complaints.push(message.text());
			}
		});
		page.on('request', (request) => {
			const url = request.url();
			if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) {
				witness.strayRequests.push(url);
			}
		});
		// Not every browser writes these to the console.
		await page.exposeFunction('noteViolation', (text: string) => witness.complaints.push(text));
		await page.addInitScript(() => {
			document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
				void Reflect.get(window, 'noteViolation')(`${violatedDirective} refused ${blockedURI}`);
			});
		});
		return witness;
	}
}
