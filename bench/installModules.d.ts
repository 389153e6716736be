/** The installers are plain JavaScript: they run before anything is installed. */
declare module '*/install/browsers.mjs' {
	export function installBrowsers(): Promise<void>;
}
