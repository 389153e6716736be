/** The installers are plain JavaScript: they run before anything is installed. */
declare module '*/install/chromium.mjs' {
	export function installChromium(): Promise<void>;
}
