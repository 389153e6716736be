import type { JsonRpcEngine } from '@metamask/json-rpc-engine';
import type { Json, JsonRpcRequest, JsonRpcResponse } from '@metamask/utils';
import type { BrowserContext, Page } from 'playwright-core';
import { ApprovalDesk, type ApprovalPolicy, type PendingApproval } from './approvals';
import { type Controllers, createControllers } from './controllers';
import { type ConnectOptions, PageConnections } from './pageConnections';
import { createSiteEngine, toHex } from './siteEngine';

export interface WalletRequest {
	method: string;
	params?: Json[];
}

/**
 * Makes an unlocked wallet with one imported account, out of MetaMask's own controllers.
 * @param options.privateKey 0x and 64 hex digits
 */
export async function createWallet(options: { privateKey: string; chainId: number }): Promise<Wallet> {
	const desk = new ApprovalDesk();
	const controllers: Controllers = await createControllers(() => desk.collect(controllers.approvals));
	const account = await controllers.importKey(options.privateKey);
	return new Wallet(controllers, desk, account, options.chainId);
}

/** A MetaMask without its windows: tests press the buttons. */
export class Wallet {
	readonly #controllers: Controllers;
	readonly #desk: ApprovalDesk;
	readonly #connections = new PageConnections((origin, request) => this.#handle(origin, request));
	readonly #engines = new Map<string, JsonRpcEngine>();
	readonly #connectedSites = new Set<string>();
	readonly #unlockWaiters: (() => void)[] = [];
	#account: string;
	#chainId: number;

	constructor(controllers: Controllers, desk: ApprovalDesk, account: string, chainId: number) {
		this.#controllers = controllers;
		this.#desk = desk;
		this.#account = account;
		this.#chainId = chainId;
	}

	/** The selected account, in lower case. */
	get account(): string {
		return this.#account;
	}

	get chainId(): number {
		return this.#chainId;
	}

	/** Decides windows that open from now on; a new wallet approves. */
	set policy(policy: ApprovalPolicy) {
		this.#desk.policy = policy;
	}

	/** The next window of the wallet, under the policy `ask`; waits for it. */
	nextApproval(): Promise<PendingApproval> {
		return this.#desk.next();
	}

	/** Switches the network, as the user does in the wallet's menu. */
	async setChain(chainId: number): Promise<void> {
		this.#chainId = chainId;
		await this.#connections.notify(() => ({
			method: 'metamask_chainChanged',
			params: { chainId: toHex(chainId), networkVersion: String(chainId), isConnected: true },
		}));
	}

	/** Imports another account and selects it; connected sites see it instead of the one before. */
	async switchToKey(privateKey: string): Promise<void> {
		this.#account = await this.#controllers.importKey(privateKey);
		await this.#announceAccounts();
	}

	async lock(): Promise<void> {
		await this.#controllers.lock();
		await this.#announceAccounts();
	}

	async unlock(): Promise<void> {
		await this.#controllers.unlock();
		for (const wake of this.#unlockWaiters.splice(0)) {
			wake();
		}
		await this.#announceAccounts();
	}

	/**
	 * Asks the wallet as a site's script would, without a browser.
	 * @throws a plain object with `code` and `message`, as a site sees it (EIP-1193)
	 */
	async request(request: WalletRequest, origin = 'https://chat.example.com'): Promise<unknown> {
		const response = await this.#handle(origin, { jsonrpc: '2.0', id: 1, params: [], ...request });
		if ('error' in response) {
			throw response.error;
		}
		return response.result;
	}

	/** Injects the in-page provider into every document that the page or context opens from now on. */
	async connect(target: Page | BrowserContext, options?: ConnectOptions): Promise<void> {
		await this.#connections.inject(target, options);
	}

	#handle(origin: string, request: JsonRpcRequest): Promise<JsonRpcResponse> {
		let engine = this.#engines.get(origin);
		if (!engine) {
			engine = this.#engineFor(origin);
			this.#engines.set(origin, engine);
		}
		return engine.handle(request);
	}

	#engineFor(origin: string): JsonRpcEngine {
		const site = {
			origin,
			chainId: () => this.#chainId,
			accounts: () => this.#accountsOf(origin),
			isUnlocked: () => this.#controllers.isUnlocked(),
			unlocked: () =>
				this.#controllers.isUnlocked()
					? Promise.resolve()
					: new Promise<void>((resolve) => this.#unlockWaiters.push(resolve)),
			connect: async () => {
				await this.#controllers.approvals.addAndShowApprovalRequest({
					origin,
					type: 'wallet_requestPermissions',
					requestData: { eth_accounts: {} },
				});
				this.#connectedSites.add(origin);
				await this.#announceAccounts();
			},
		};
		return createSiteEngine(site, this.#controllers);
	}

	#accountsOf(origin: string): string[] {
		return this.#controllers.isUnlocked() && this.#connectedSites.has(origin) ? [this.#account] : [];
	}

	async #announceAccounts(): Promise<void> {
		await this.#connections.notify((origin) => ({
			method: 'metamask_accountsChanged',
			params: this.#accountsOf(origin),
		}));
	}
}
