import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { faintTexts } from './contrast';

export const SCREENSHOTS = join(import.meta.dirname, '../../dist/screenshots');

/** How a page is looked at. */
export interface Look {
	readonly colorScheme: 'light' | 'dark';
	readonly width: number;
	readonly height: number;
}

/** Keeps a picture of a page in each look; checks that it fits and can be read. */
export async function look(page: Page, name: string, looks: readonly Look[]): Promise<void> {
	mkdirSync(SCREENSHOTS, { recursive: true });
	for (const { colorScheme, ...size } of looks) {
		await page.setViewportSize(size);
		await page.emulateMedia({ colorScheme });
		const path = join(SCREENSHOTS, `${name}-${size.width}-${colorScheme}.png`);
		await page.screenshot({ path, fullPage: true, animations: 'disabled' });
		expect(await faintTexts(page), `${name}, ${colorScheme}`).toEqual([]);
		expect(await overhang(page), name).toBeLessThanOrEqual(0);
	}
}

/** How far the page is wider than the window, in pixels. */
export function overhang(page: Page): Promise<number> {
	return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** The heights of all buttons, links and fields that can be seen, in pixels. */
export async function controlHeights(page: Page): Promise<number[]> {
	const controls = await page.locator('button:visible, a:visible, input:visible').all();
	const boxes = await Promise.all(controls.map((control) => control.boundingBox()));
	return boxes.map((box) => box?.height ?? 0);
}
