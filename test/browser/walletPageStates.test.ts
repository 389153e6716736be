import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { KEY } from '../wallet/accounts';
import { createWallet } from '../wallet/wallet';
import { browserForTests } from './browserForTests';
import { contactSheet, type SheetRow } from './contactSheet';
import { controlHeights, overhang, SCREENSHOTS } from './look';
import { walletPageServerForTests } from './walletPageServerForTests';
import { type Visit, WALLET_PAGE_STATES, type WalletPageState } from './walletPageStates';
import { Witness } from './witness';

const SIZES = [
	{ width: 390, height: 640 },
	{ width: 800, height: 640 },
];
const SCHEMES = ['light', 'dark'] as const;
/** What the contact sheet in docs/ may weigh, in bytes. */
const LIMIT = 600_000;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const chromium = browserForTests();
const served = walletPageServerForTests();
const rows: SheetRow[] = [];

beforeAll(() => {
	mkdirSync(SCREENSHOTS, { recursive: true });
});

async function open(state: WalletPageState): Promise<Visit & { witness: Witness }> {
	const { server } = served;
	const wallet = await createWallet({ privateKey: KEY, chainId: 1 });
	wallet.policy = 'ask';
	const page = await chromium.browser.newPage(state.browser);
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
	if (!(await page.evaluate(() => 'axe' in window))) {
		await page.evaluate(axe.source);
	}
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
		// WCAG 2.5.8 asks for 24, fingers for more.
		expect(Math.min(...(await controlHeights(page)))).toBeGreaterThanOrEqual(36);
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
	const sheet = await contactSheet(chromium.browser, rows);
	writeFileSync(join(SCREENSHOTS, 'sign-in-states.webp'), sheet);
	expect(rows).toHaveLength(WALLET_PAGE_STATES.length);
	expect(sheet.length).toBeLessThan(LIMIT);
});
