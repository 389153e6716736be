import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../wallet/chromium';
import { createWallet } from '../wallet/wallet';
import { contactSheet, type SheetRow } from './contactSheet';
import { startWalletPageServer, type WalletPageServer } from './walletPageServer';
import { type Visit, WALLET_PAGE_STATES, type WalletPageState } from './walletPageStates';
import { Witness } from './witness';

const PICTURES = join(import.meta.dirname, '../../dist/screenshots');
const SIZES = [
	{ width: 390, height: 640 },
	{ width: 800, height: 640 },
];
const SCHEMES = ['light', 'dark'] as const;
/** What the contact sheet in docs/ may weigh, in bytes. */
const LIMIT = 600_000;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let browser: Browser;
let server: WalletPageServer;
let defaults: Partial<WalletPageServer>;
const rows: SheetRow[] = [];

beforeAll(async () => {
	mkdirSync(PICTURES, { recursive: true });
	[browser, server] = await Promise.all([launchChromium(), startWalletPageServer()]);
	const { view, siwe, respond, renew } = server;
	defaults = { view, siwe, respond, renew };
});

afterAll(async () => {
	await browser?.close();
	await server?.close();
});

async function open(state: WalletPageState): Promise<Visit & { witness: Witness }> {
	Object.assign(server, defaults);
	const wallet = await createWallet({ privateKey: `0x${'11'.repeat(32)}`, chainId: 1 });
	wallet.policy = 'ask';
	const page = await browser.newPage(state.browser);
	page.setDefaultTimeout(10_000);
	const witness = await Witness.of(page, server.origin);
	for (const options of state.wallets ?? [{}]) {
		await wallet.connect(page, options);
	}
	const visit = { page, wallet, server };
	await state.prepare?.(visit);
	const query = new URLSearchParams({ client_id: 'rocketchat', state: state.state ?? 'a state' });
	await page.goto(`${server.origin}/authorize?${query}`);
	await state.reach(visit);
	return { ...visit, witness };
}

/** What axe finds, in words. */
async function violations(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	const found = await page.evaluate(
		(values): Promise<AxeResults> =>
			Reflect.get(window, 'axe').run(document, {
				runOnly: { type: 'tag', values },
				resultTypes: ['violations'],
			}),
		RULES,
	);
	return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
}

/** How far the page is wider than the window, in pixels. */
const overhang = (page: Page) =>
	page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test.each(WALLET_PAGE_STATES)('$name', async (state) => {
	const { page, witness } = await open(state);
	try {
		const pictures = [];
		for (const colorScheme of SCHEMES) {
			await page.emulateMedia({ colorScheme });
			for (const size of SIZES) {
				await page.setViewportSize(size);
				expect(await overhang(page), `at ${size.width} px`).toBeLessThanOrEqual(0);
				pictures.push(await page.screenshot({ fullPage: true, animations: 'disabled' }));
			}
			expect(await violations(page), colorScheme).toEqual([]);
		}
		rows.push({ name: state.name, pictures });

		for (const width of [1280, 320]) {
			await page.setViewportSize({ width, height: 640 });
			expect(await overhang(page), `at ${width} px`).toBeLessThanOrEqual(0);
		}
		for (const control of await page.locator('button:visible, a:visible').all()) {
			// WCAG 2.5.8 asks for 24, fingers for more.
			expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(36);
		}
		await page.evaluate(() => {
			document.documentElement.style.fontSize = '200%';
		});
		expect(await overhang(page), 'at 320 px with text at 200 %').toBeLessThanOrEqual(0);

		expect(witness.complaints).toEqual([]);
		expect(witness.strayRequests).toEqual([]);
	} finally {
		await page.context().close();
	}
});

test('all states fit on one sheet', async () => {
	const sheet = await contactSheet(browser, rows);
	writeFileSync(join(PICTURES, 'sign-in-states.webp'), sheet);
	expect(rows).toHaveLength(WALLET_PAGE_STATES.length);
	expect(sheet.length).toBeLessThan(LIMIT);
});
