import { createHash } from 'node:crypto';
import { bloSvg } from 'blo';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { drawIdenticon } from '../../lib/avatar/drawIdenticon';
import { type Account, parseAccount } from '../../lib/ethereum/account';
import { ACCOUNT } from './signing';

/** The colour in the middle of each of a picture's 64 squares. */
function squares(account: Account): string[] {
	const { data, width } = PNG.sync.read(drawIdenticon(account));
	return Array.from({ length: 64 }, (_, index) => {
		const [x, y] = [(index % 8) * 32 + 16, Math.floor(index / 8) * 32 + 16];
		const at = (y * width + x) * 4;
		return data.subarray(at, at + 4).toString('hex');
	});
}

/** What the library's own SVG shows in each square: the colour of the last path that covers it. */
function squaresOfSvg(account: Account): (string | undefined)[] {
	const [background, ...layers] = bloSvg(`0x${account.slice(2)}`).matchAll(
		/<path fill="([^"]+)" d="([^"]*)"/g,
	);
	const shown = Array.from({ length: 64 }, () => background?.[1]);
	for (const [, fill, d = ''] of layers) {
		for (const [, x, y] of d.matchAll(/M(\d),(\d)h1/g)) {
			shown[Number(y) * 8 + Number(x)] = fill;
		}
	}
	return shown;
}

const seedAccount = parseAccount('0x251aeaf02504f244f268d9886bee324e5cbb2bd6') as Account;
const someAccount = (name: string) => {
	const account = parseAccount(`0x${createHash('sha1').update(name).digest('hex')}`);
	if (!account) {
		throw new Error('no account');
	}
	return account;
};

test('is a PNG of 256 by 256 opaque pixels, of no more than 20 kB', () => {
	const picture = drawIdenticon(ACCOUNT);
	const { width, height, data } = PNG.sync.read(picture, { checkCRC: true });
	expect([width, height]).toEqual([256, 256]);
	expect(data.filter((_, index) => index % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
	expect(picture.length).toBeLessThan(20_000);
});

test("shows what the library's own SVG shows", () => {
	// As Chromium paints these colours.
	const painted: Record<string, string> = {
		'hsl(42 88% 68%)': 'f5ca66ff',
		'hsl(134 49% 30%)': '277239ff',
		'hsl(148 49% 50%)': '41be7bff',
		'hsl(199 63% 48%)': '2d97c8ff',
		'hsl(347 90% 64%)': 'f65174ff',
		'hsl(2 87% 54%)': 'f02a24ff',
	};
	for (const account of [ACCOUNT, seedAccount]) {
		expect(squares(account)).toEqual(squaresOfSvg(account).map((fill = '') => painted[fill]));
	}
});

test('a vanity address with the same first and last digits has another picture', () => {
	const vanity = parseAccount(`${ACCOUNT.slice(0, 10)}${'0'.repeat(24)}${ACCOUNT.slice(-8)}`);
	expect(vanity && squares(vanity)).not.toEqual(squares(ACCOUNT));
});

test('a hundred accounts have a hundred pictures', () => {
	const pictures = Array.from({ length: 100 }, (_, index) =>
		drawIdenticon(someAccount(String(index))).toString('hex'),
	);
	expect(new Set(pictures).size).toBe(100);
});
