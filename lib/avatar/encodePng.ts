/** Red, green and blue, 0 to 255 each. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A picture of squares in at most four colours. */
export interface SquaredPicture {
	/** Row by row from the top: each square's place in the palette. */
	readonly squares: readonly (readonly number[])[];
	/** Pixels of a square's side; a multiple of four. */
	readonly side: number;
	readonly palette: readonly Rgb[];
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bits of a pixel, which is a place in the palette. */
const BIT_DEPTH = 2;
const PIXELS_PER_BYTE = 8 / BIT_DEPTH;
/** Times a colour: a byte of four pixels of it. */
const FOUR_PIXELS_FACTOR = 0b01010101;
const INDEXED_COLOUR = 3;

/**
 * Encodes a picture as PNG (ISO/IEC 15948). A library for it would weigh more than all of the app's endpoints.
 * What is not compressed needs none, and is small enough: rc-apps refuses an app that requires `zlib`.
 * @returns a Buffer: the engine's codec has a type of its own for it, and copies it on the host's side
 */
export function encodePng({ squares, side, palette }: SquaredPicture): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE((squares[0]?.length ?? 0) * side, 0);
	header.writeUInt32BE(squares.length * side, 4);
	header.set([BIT_DEPTH, INDEXED_COLOUR], 8);

	const rows = squares.flatMap((row) => {
		const pixels = row.map((colour) => Buffer.alloc(side / PIXELS_PER_BYTE, colour * FOUR_PIXELS_FACTOR));
		// Each row begins with the number of its filter: 0, none.
		return Array<Buffer>(side).fill(Buffer.concat([Buffer.alloc(1), ...pixels]));
	});
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('PLTE', Buffer.from(palette.flat())),
		chunk('IDAT', stored(Buffer.concat(rows))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** A zlib stream (RFC 1950) of one block that is stored as it is (RFC 1951 3.2.4). @param data up to 65,535 bytes */
function stored(data: Buffer): Buffer {
	const start = Buffer.from([0x78, 0x01, 0x01, 0, 0, 0, 0]);
	start.writeUInt16LE(data.length, 3);
	start.writeUInt16LE(~data.length & 0xffff, 5);
	const end = Buffer.alloc(4);
	end.writeUInt32BE(adler32(data));
	return Buffer.concat([start, data, end]);
}

/** RFC 1950 8.2. */
function adler32(data: Buffer): number {
	let a = 1;
	let b = 0;
	for (const byte of data) {
		a = (a + byte) % 65_521;
		b = (b + a) % 65_521;
	}
	return b * 65_536 + a;
}

function chunk(type: string, data: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const checked = Buffer.concat([Buffer.from(type, 'ascii'), data]);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(checked));
	return Buffer.concat([length, checked, checksum]);
}

/** What each byte does to the checksum (ISO/IEC 15948, annex D). */
const CRC_OF_BYTE = Uint32Array.from({ length: 256 }, (_, byte) => {
	let crc = byte;
	for (let bit = 0; bit < 8; bit++) {
		crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return crc;
});

/** ISO/IEC 15948, annex D. */
function crc32(bytes: Buffer): number {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc = (crc >>> 8) ^ (CRC_OF_BYTE[(crc ^ byte) & 255] ?? 0);
	}
	return ~crc >>> 0;
}
