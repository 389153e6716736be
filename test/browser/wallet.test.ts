import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { recoverTypedSignature, SignTypedDataVersion } from '@metamask/eth-sig-util';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ACCOUNT, KEY, OTHER_ACCOUNT, OTHER_KEY } from '../wallet/accounts';
import { createWallet, type Wallet } from '../wallet/wallet';
import { browserForTests } from './browserForTests';

const typedData = (chainId: number) => ({
	types: {
		EIP712Domain: [
			{ name: 'name', type: 'string' },
			{ name: 'chainId', type: 'uint256' },
		],
		Code: [{ name: 'account', type: 'string' }],
	},
	primaryType: 'Code' as const,
	domain: { name: 'Wallet test', chainId },
	message: { account: ACCOUNT },
});

const chromium = browserForTests();
let server: Server;
let origin: string;
let page: Page;
let wallet: Wallet;

beforeAll(async () => {
	server = createServer((_request, response) => {
		response.setHeader('content-type', 'text/html');
		response.setHeader('content-security-policy', "default-src 'none'");
		response.end('<!doctype html><title>Blank</title>');
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

beforeEach(async () => {
	wallet = await createWallet({ privateKey: KEY, chainId: 1 });
	page = await chromium.browser.newPage();
});

afterEach(() => page.close());

/** Asks `window.ethereum` in the page: the result, or the error's code and message. */
function ask(method: string, params: unknown[] = []): Promise<unknown> {
	return page.evaluate(
		async (request) => {
			const provider = Reflect.get(window, 'ethereum');
			try {
				return await provider.request(request);
			} catch (error) {
				return { code: Reflect.get(Object(error), 'code'), message: Reflect.get(Object(error), 'message') };
			}
		},
		{ method, params },
	);
}

/** Notes down every event of that name from now on, in `window.events`. */
const listen = (name: string) =>
	page.evaluate((event) => {
		Reflect.set(window, 'events', []);
		Reflect.get(window, 'ethereum').on(event, (value: unknown) => Reflect.get(window, 'events').push(value));
	}, name);
const events = () => page.evaluate(() => Reflect.get(window, 'events'));

const announced = () =>
	page.evaluate(() => {
		const seen: unknown[] = [];
		window.addEventListener('eip6963:announceProvider', (event) => {
			const { info, provider } = Reflect.get(event, 'detail');
			seen.push({ rdns: info.rdns, name: info.name, canRequest: typeof provider.request === 'function' });
		});
		window.dispatchEvent(new Event('eip6963:requestProvider'));
		return seen;
	});

async function open(options?: Parameters<Wallet['connect']>[1]): Promise<void> {
	await wallet.connect(page, options);
	await page.goto(origin);
}

describe('connecting', () => {
	test('a site sees no account before the user has connected it', async () => {
		await open();
		expect(await ask('eth_accounts')).toEqual([]);
		expect(await ask('eth_requestAccounts')).toEqual([ACCOUNT]);
		expect(await ask('eth_accounts')).toEqual([ACCOUNT]);
	});

	test('the window shows the site; a second request while it is open is refused with -32002', async () => {
		wallet.policy = 'ask';
		await open();
		const first = ask('eth_requestAccounts');
		const approval = await wallet.nextApproval();
		expect(approval).toMatchObject({ type: 'wallet_requestPermissions', origin });
		expect(await ask('eth_requestAccounts')).toMatchObject({ code: -32002 });
		approval.approve();
		expect(await first).toEqual([ACCOUNT]);
	});

	test('a rejected connection gives 4001 and no account', async () => {
		wallet.policy = 'reject';
		await open();
		expect(await ask('eth_requestAccounts')).toMatchObject({ code: 4001 });
		expect(await ask('eth_accounts')).toEqual([]);
	});

	test('a locked wallet shows no account; eth_requestAccounts waits for the unlock', async () => {
		await wallet.lock();
		await open();
		const accounts = ask('eth_requestAccounts');
		expect(await ask('eth_accounts')).toEqual([]);
		await wallet.unlock();
		expect(await accounts).toEqual([ACCOUNT]);
	});
});

describe('signing typed data', () => {
	test.each([1, 137])('on chain %i', async (chainId) => {
		await wallet.setChain(chainId);
		await open();
		await ask('eth_requestAccounts');
		expect(await ask('eth_chainId')).toBe(`0x${chainId.toString(16)}`);
		const data = typedData(chainId);
		const signature = await ask('eth_signTypedData_v4', [ACCOUNT, JSON.stringify(data)]);
		expect(
			recoverTypedSignature({ data, signature: String(signature), version: SignTypedDataVersion.V4 }),
		).toBe(ACCOUNT);
	});

	test('for another chain than the active one is refused with -32603', async () => {
		await open();
		await ask('eth_requestAccounts');
		expect(await ask('eth_signTypedData_v4', [ACCOUNT, JSON.stringify(typedData(137))])).toEqual({
			code: -32603,
			message: 'Provided chainId "137" must match the active chainId "1"',
		});
	});

	test('without a connection is refused with 4100', async () => {
		await open();
		expect(await ask('eth_signTypedData_v4', [ACCOUNT, JSON.stringify(typedData(1))])).toMatchObject({
			code: 4100,
		});
	});

	test('that the user rejects gives 4001', async () => {
		await open();
		await ask('eth_requestAccounts');
		wallet.policy = 'reject';
		expect(await ask('eth_signTypedData_v4', [ACCOUNT, JSON.stringify(typedData(1))])).toMatchObject({
			code: 4001,
		});
	});

	test('an open window keeps the chain and account it was made with', async () => {
		await open();
		await ask('eth_requestAccounts');
		wallet.policy = 'ask';
		const data = typedData(1);
		const pending = ask('eth_signTypedData_v4', [ACCOUNT, JSON.stringify(data)]);
		const approval = await wallet.nextApproval();
		await wallet.setChain(137);
		await wallet.switchToKey(OTHER_KEY);
		approval.approve();
		expect(
			recoverTypedSignature({ data, signature: String(await pending), version: SignTypedDataVersion.V4 }),
		).toBe(ACCOUNT);
	});
});

describe('what a page notices', () => {
	test('EIP-6963: MetaMask announces itself with a working provider', async () => {
		await open({ legacy: false });
		expect(await announced()).toEqual([{ rdns: 'io.metamask', name: 'MetaMask', canRequest: true }]);
		expect(await page.evaluate(() => 'ethereum' in window)).toBe(false);
	});

	test('window.ethereum alone, when announcing is off', async () => {
		await open({ announce: false });
		expect(await announced()).toEqual([]);
		expect(await ask('eth_chainId')).toBe('0x1');
	});

	test('two wallets announce side by side', async () => {
		await wallet.connect(page, { info: { name: 'Other', rdns: 'org.example.other' } });
		await open();
		expect(await announced()).toHaveLength(2);
	});

	test('accountsChanged', async () => {
		await open();
		await ask('eth_requestAccounts');
		await listen('accountsChanged');
		await wallet.switchToKey(OTHER_KEY);
		await expect.poll(events).toEqual([[OTHER_ACCOUNT]]);
	});

	test('chainChanged', async () => {
		await open();
		await ask('eth_chainId');
		await listen('chainChanged');
		await wallet.setChain(137);
		await expect.poll(events).toEqual(['0x89']);
	});
});

test('without a browser: the same wallet answers in this process', async () => {
	expect(await wallet.request({ method: 'eth_accounts' })).toEqual([]);
	expect(await wallet.request({ method: 'eth_requestAccounts' })).toEqual([ACCOUNT]);
	await expect(
		wallet.request({ method: 'eth_signTypedData_v4', params: [ACCOUNT, JSON.stringify(typedData(137))] }),
	).rejects.toMatchObject({ code: -32603 });
});
