import { createWalletMiddleware } from '@metamask/eth-json-rpc-middleware';
import { createAsyncMiddleware, createScaffoldMiddleware, JsonRpcEngine } from '@metamask/json-rpc-engine';
import { rpcErrors } from '@metamask/rpc-errors';
import type { Controllers } from './controllers';
import { networkClientIdOf } from './standIns';

/** The wallet as one site meets it. */
export interface SiteView {
	readonly origin: string;
	chainId(): number;
	/** The accounts this site may see: none before it was connected. */
	accounts(): string[];
	/** Asks the user to connect this site; rejects with 4001, or -32002 while a window is open. */
	connect(): Promise<void>;
	/** Settles at the next unlock; at once when unlocked. */
	unlocked(): Promise<void>;
	isUnlocked(): boolean;
}

/** The chain id as JSON-RPC writes it. */
export const toHex = (chainId: number): `0x${string}` => `0x${chainId.toString(16)}`;

/** Makes the JSON-RPC engine that answers one site, with MetaMask's own middleware for signing. */
export function createSiteEngine(site: SiteView, { signatures }: Controllers): JsonRpcEngine {
	let connecting = false;
	const engine = new JsonRpcEngine();

	engine.push(
		createScaffoldMiddleware({
			metamask_getProviderState: answer(() => ({
				accounts: site.accounts(),
				chainId: toHex(site.chainId()),
				isUnlocked: site.isUnlocked(),
				networkVersion: String(site.chainId()),
			})),
			eth_chainId: answer(() => toHex(site.chainId())),
			net_version: answer(() => String(site.chainId())),
			eth_requestAccounts: answer(async () => {
				if (connecting) {
					throw rpcErrors.resourceUnavailable('Already processing eth_requestAccounts. Please wait.');
				}
				connecting = true;
				try {
					await site.unlocked();
					if (site.accounts().length === 0) {
						await site.connect();
					}
					return site.accounts();
				} finally {
					connecting = false;
				}
			}),
		}),
	);

	// The chain is read when the request comes in: a window that is already open keeps its chain.
	const original = (request: { id: unknown; method: string; params?: unknown }) => ({
		id: Number(request.id),
		method: request.method,
		origin: site.origin,
		networkClientId: networkClientIdOf(site.chainId()),
		params: Array.isArray(request.params) ? request.params.map(String) : [],
	});
	engine.push(
		createWalletMiddleware({
			getAccounts: async () => site.accounts(),
			processTypedMessageV4: (params, request, version) =>
				signatures.newUnsignedTypedMessage(params, original(request), version, { parseJsonData: false }),
			processPersonalMessage: (params, request) =>
				signatures.newUnsignedPersonalMessage(params, original(request)),
		}),
	);
	engine.push((request, _response, _next, end) => {
		end(rpcErrors.methodNotFound({ message: `The method "${request.method}" does not exist` }));
	});
	return engine;
}

function answer(result: () => unknown) {
	return createAsyncMiddleware(async (_request, response) => {
		response.result = (await result()) as never;
	});
}
