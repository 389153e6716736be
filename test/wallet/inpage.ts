import { Duplex } from 'node:stream';
import { initializeProvider } from '@metamask/providers';

/** EIP-6963 provider info. */
export interface WalletInfo {
	uuid: string;
	name: string;
	icon: string;
	rdns: string;
}

export interface InpageOptions {
	/** Name of the function that reaches the wallet, and of the event by which the wallet speaks first. */
	binding: string;
	announce: boolean;
	legacy: boolean;
	info: WalletInfo;
}

declare global {
	interface Window {
		startInpageProvider(options: InpageOptions): void;
	}
}

type Send = (message: unknown) => Promise<unknown>;

/** Sets up MetaMask's in-page provider over a stream whose other end is the test's wallet. */
window.startInpageProvider = ({ binding, announce, legacy, info }) => {
	const send: Send = Reflect.get(window, binding);
	const stream = new Duplex({
		objectMode: true,
		read() {},
		write(message: unknown, _encoding: string, done: () => void) {
			done();
			void send(message).then((response) => stream.push(response));
		},
	});
	window.addEventListener(binding, (event) => {
		if (event instanceof CustomEvent) {
			stream.push(event.detail);
		}
	});
	initializeProvider({
		connectionStream: stream,
		shouldSendMetadata: false,
		shouldSetOnWindow: legacy,
		shouldAnnounceCaip294: false,
		...(announce && { providerInfo: info }),
	});
};
