import type { Browser } from 'playwright-core';

/** Pictures of one thing, side by side below its name. */
export interface SheetRow {
	readonly name: string;
	/** PNG; as many, and as wide, as in every other row. */
	readonly pictures: readonly Buffer[];
}

/** Puts pictures on one sheet at half their size; gives it as WebP. */
export async function contactSheet(browser: Browser, rows: readonly SheetRow[]): Promise<Buffer> {
	const page = await browser.newPage();
	const dataUrl = await page.evaluate(
		drawSheet,
		rows.map(({ name, pictures }) => ({
			name,
			pictures: pictures.map((png) => `data:image/png;base64,${png.toString('base64')}`),
		})),
	);
	await page.close();
	return Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
}

/** Runs in the browser. */
async function drawSheet(rows: { name: string; pictures: string[] }[]): Promise<string> {
	const gap = 12;
	const caption = 32;
	const load = async (url: string) => {
		const image = new Image();
		image.src = url;
		await image.decode();
		return { image, width: image.width / 2, height: image.height / 2 };
	};
	const loaded = await Promise.all(
		rows.map(async ({ name, pictures }) => {
			const images = await Promise.all(pictures.map(load));
			return { name, images, height: caption + Math.max(...images.map(({ height }) => height)) + gap };
		}),
	);
	const canvas = document.createElement('canvas');
	canvas.width = gap + (loaded[0]?.images ?? []).reduce((sum, { width }) => sum + width + gap, 0);
	canvas.height = loaded.reduce((sum, { height }) => sum + height, gap);
	const context = canvas.getContext('2d');
	if (!context) {
		throw new Error('no canvas');
	}
	context.fillStyle = '#c9ced6';
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.imageSmoothingQuality = 'high';
	context.font = 'bold 17px system-ui';
	context.fillStyle = '#111';
	let y = gap;
	for (const { name, images, height } of loaded) {
		context.fillText(name, gap, y + caption / 2);
		let x = gap;
		for (const { image, width, height } of images) {
			context.drawImage(image, x, y + caption - 8, width, height);
			x += width + gap;
		}
		y += height;
	}
	return canvas.toDataURL('image/webp', 0.4);
}
