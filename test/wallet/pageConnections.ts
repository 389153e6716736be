import type { JsonRpcRequest, JsonRpcResponse } from '@metamask/utils';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { InpageOptions, WalletInfo } from './inpage';
import { inpageScript } from './inpageScript';

export interface ConnectOptions {
	/** Announce by EIP-6963; default true. */
	announce?: boolean;
	/** Set `window.ethereum`; default true. */
	legacy?: boolean;
	/** How the wallet presents itself; default MetaMask. */
	info?: Partial<WalletInfo>;
}

interface Notification {
	method: string;
	params: unknown;
}

type Handle = (origin: string, request: JsonRpcRequest) => Promise<JsonRpcResponse>;

const METAMASK: Omit<WalletInfo, 'uuid'> = {
	name: 'MetaMask',
	rdns: 'io.metamask',
	icon: `data:image/svg+xml,${encodeURIComponent(
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" rx="20" fill="#ff5c16"/><path d="M22 72V26l26 24 26-24v46" fill="none" stroke="#fff" stroke-width="10"/></svg>',
	)}`,
};

let bindings = 0;

/** Joins documents in a browser to the wallet in this process. */
export class PageConnections {
	readonly #handle: Handle;
	/** Frames whose in-page provider has spoken, with the binding they were given. */
	readonly #frames = new Map<Frame, string>();

	constructor(handle: Handle) {
		this.#handle = handle;
	}

	/** Sets the in-page provider up in every document that opens from now on. */
	async inject(target: Page | BrowserContext, options: ConnectOptions = {}): Promise<void> {
		bindings += 1;
		const binding = `testWallet${bindings}`;
		await target.exposeBinding(binding, async ({ frame }, request: JsonRpcRequest) => {
			this.#frames.set(frame, binding);
			return this.#handle(new URL(frame.url()).origin, request);
		});
		const inpage: InpageOptions = {
			binding,
			announce: options.announce ?? true,
			legacy: options.legacy ?? true,
			info: { uuid: crypto.randomUUID(), ...METAMASK, ...options.info },
		};
		await target.addInitScript({
			content: `${await inpageScript()};startInpageProvider(${JSON.stringify(inpage)});`,
		});
	}

	/** Tells every connected document, each what its origin may know. */
	async notify(notificationFor: (origin: string) => Notification): Promise<void> {
		for (const [frame, binding] of this.#frames) {
			const notification = { jsonrpc: '2.0', ...notificationFor(new URL(frame.url()).origin) };
			try {
				await frame.evaluate(
					([name, detail]) => {
						window.dispatchEvent(new CustomEvent(name, { detail }));
					},
					[binding, notification] as const,
				);
			} catch {
				// Closed or on its way to another document, whose provider will ask for the state itself.
				this.#frames.delete(frame);
			}
		}
	}
}
