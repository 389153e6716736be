// The part of Node's `process` that readable-stream uses when it runs in a browser.
export const process = {
	env: {},
	nextTick: (task: (...args: unknown[]) => void, ...args: unknown[]) => queueMicrotask(() => task(...args)),
};
