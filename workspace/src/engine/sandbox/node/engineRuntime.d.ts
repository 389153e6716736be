// The few parts of the engine's runtime that the Node shell touches; the bundler finds them in the npm package.

declare module 'runtime:lib/codec.ts' {
	export const encoder: { encode(message: unknown): unknown };
	export const decoder: { decodeStream(stream: unknown): AsyncIterable<unknown> };
}

declare module 'runtime:lib/messenger.ts' {
	export const Transport: { send(message: unknown): Promise<void> };
	export function sendNotification(notification: { method: string; params: unknown[] }): void;
}
