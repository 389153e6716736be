import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startWalletPageServer, type WalletPageServer } from './walletPageServer';

/** Serves the wallet page to a file's tests; each test finds the server as it was at its start. */
export function walletPageServerForTests(): { readonly server: WalletPageServer } {
	let started: WalletPageServer | undefined;
	let defaults: Partial<WalletPageServer> = {};

	beforeAll(async () => {
		started = await startWalletPageServer();
		const { view, siwe, respond, renew } = started;
		defaults = { view, siwe, respond, renew };
	});

	afterAll(async () => {
		await started?.close();
	});

	const server = () => {
		if (!started) {
			throw new Error('the server runs only while tests do');
		}
		return started;
	};

	beforeEach(() => {
		Object.assign(server(), defaults);
		server().posted.length = 0;
	});

	return {
		get server() {
			return server();
		},
	};
}
