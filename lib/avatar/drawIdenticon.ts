import { bloImage, type Hsl } from 'blo';
import type { Account } from '../ethereum/account';
import { encodePng, type Rgb } from './encodePng';

/** Squares in each direction; the right half mirrors the left. */
const SQUARES_PER_ROW = 8;
/** Pixels of a square's side. */
const SQUARE_PIXELS = 32;

/**
 * The picture of an account, as MetaMask draws its "Blockies": 256 by 256 pixels, as PNG. It depends on the
 * whole address, so that addresses that only look alike differ.
 */
export function drawIdenticon(account: Account): Buffer {
	const [leftHalf, colours] = bloImage(`0x${account.slice(2)}`);
	const eight = Array.from({ length: SQUARES_PER_ROW }, (_, index) => index);
	const squares = eight.map((row) =>
		eight.map(
			(column) => leftHalf[(row * SQUARES_PER_ROW) / 2 + Math.min(column, SQUARES_PER_ROW - 1 - column)] ?? 0,
		),
	);
	return encodePng({ squares, side: SQUARE_PIXELS, palette: colours.map(rgb) });
}

/** Of hue in degrees, saturation and lightness in percent (CSS Color 4, section 7.1). */
function rgb([hue = 0, saturation = 0, lightness = 0]: Hsl): Rgb {
	const light = lightness / 100;
	const spread = (saturation / 100) * Math.min(light, 1 - light);
	const channel = (offset: number) => {
		const k = (offset + hue / 30) % 12;
		return Math.round(255 * (light - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
	};
	return [channel(0), channel(8), channel(4)];
}
