import type { Page } from 'playwright-core';

/**
 * The visible texts of a page that are hard to read: less than 4.5 : 1 against what is behind them (WCAG 2.2,
 * 1.4.3). Elements with colours of their own, which an admin has chosen, are not judged.
 */
export function faintTexts(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
		const luminance = (colour: string) =>
			[0.2126, 0.7152, 0.0722].reduce((sum, weight, index) => {
				const value = (channels(colour)[index] ?? 0) / 255;
				return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
			}, 0);
		const isOpaque = (colour: string) => (channels(colour)[3] ?? 1) > 0;
		const behind = (element: Element): string => {
			const { backgroundColor } = getComputedStyle(element);
			const next = element.parentElement;
			return isOpaque(backgroundColor) || !next ? backgroundColor : behind(next);
		};
		const contrast = (element: Element) => {
			const [dark = 0, light = 0] = [getComputedStyle(element).color, behind(element)]
				.map(luminance)
				.sort((a, b) => a - b);
			return (light + 0.05) / (dark + 0.05);
		};
		const hasText = (element: Element) =>
			[...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
		return [...document.body.querySelectorAll('*')]
			.filter((element) => hasText(element) && element.checkVisibility() && !element.closest('[style]'))
			.filter((element) => contrast(element) < 4.5)
			.map((element) => element.textContent ?? '');
	});
}
