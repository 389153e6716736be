import { gzipSync } from 'node:zlib';
import { launchChromium } from '../test/wallet/chromium';

/** Bytes as they are and compressed. */
export interface Size {
	readonly raw: number;
	/** By gzip at its usual level, as reverse proxies do. */
	readonly compressed: number;
}

export function sizeOf(content: string | Uint8Array): Size {
	const bytes = Buffer.from(content);
	return { raw: bytes.length, compressed: gzipSync(bytes).length };
}

/** The wallet page as a browser gets it. */
export async function weighPage(url: string): Promise<{ page: Size; pageRequests: string[] }> {
	const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
	return { page: sizeOf(page), pageRequests: await requestsOf(url) };
}

/** All addresses that a browser asks for when it opens a page and stays for a second. */
async function requestsOf(url: string): Promise<string[]> {
	const browser = await launchChromium();
	try {
		const page = await browser.newPage();
		const requests: string[] = [];
		page.on('request', (request) => requests.push(request.url()));
		await page.goto(url, { waitUntil: 'networkidle' });
		await page.waitForTimeout(1000);
		return requests;
	} finally {
		await browser.close();
	}
}
