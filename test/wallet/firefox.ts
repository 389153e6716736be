import { type Browser, firefox } from 'playwright-core';

/**
 * Starts the machine's headless Firefox by WebDriver BiDi, which Playwright drives as an experiment: its own
 * Firefox is a build that no distribution has. The caller closes it.
 */
export async function launchFirefox(): Promise<Browser> {
	const browser = await firefox.launch({
		channel: 'moz-firefox',
		executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
	});
	leaveMediaFeaturesAlone(browser);
	return browser;
}

interface BidiSession {
	send(method: string, parameters?: object): Promise<unknown>;
}

/**
 * Playwright asks for a colour scheme in every context, by a command that Debian's Firefox does not know yet;
 * no option keeps it from asking.
 */
function leaveMediaFeaturesAlone(browser: Browser): void {
	const { toImpl } = Reflect.get(browser, '_connection');
	const session: BidiSession = toImpl(browser)._browserSession;
	const sessions: BidiSession = Object.getPrototypeOf(session);
	const { send } = sessions;
	sessions.send = function (method, parameters) {
		return method === 'emulation.setMediaFeaturesOverride'
			? Promise.resolve({})
			: send.call(this, method, parameters);
	};
}
