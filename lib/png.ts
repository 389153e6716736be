import { deflateSync } from 'zlib';

/** Red, green and blue, 0 to 255 each. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A picture of few colours. */
export interface PalettedPicture {
	/** Pixels. */
	readonly width: number;
	/** Row by row from the top: each pixel's place in the palette. */
	readonly pixels: Uint8Array;
	/** At most 256. */
	readonly palette: readonly Rgb[];
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BIT_DEPTH = 8;
const INDEXED_COLOUR = 3;

/**
 * Encodes a picture as PNG (ISO/IEC 15948). A library for it would weigh more than all of the app's own code.
 * @returns a Buffer: the engine's codec has a type of its own for it, and copies it on the host's side
 */
export function encodePng({ width, pixels, palette }: PalettedPicture): Buffer {
	const height = pixels.length / width;
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([BIT_DEPTH, INDEXED_COLOUR], 8);

	// Each row begins with the number of its filter: 0, none.
	const rows = Buffer.alloc((width + 1) * height);
	for (let y = 0; y < height; y++) {
		rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
	}
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('PLTE', Buffer.from(palette.flat())),
		chunk('IDAT', deflateSync(rows)),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunk(type: string, data: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const checked = Buffer.concat([Buffer.from(type, 'ascii'), data]);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(checked));
	return Buffer.concat([length, checked, checksum]);
}

/** ISO/IEC 15948, annex D; older servers' `zlib` has none. */
function crc32(bytes: Buffer): number {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) {
			crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
		}
	}
	return ~crc >>> 0;
}
