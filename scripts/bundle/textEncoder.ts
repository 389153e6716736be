// rc-apps constructs an app, to judge it, where there is no bare TextEncoder; packages make one as they load.
class Utf8Encoder {
	readonly encoding = 'utf-8';

	/** Encoding standard 8.2. */
	encode(text = ''): Uint8Array {
		return new Uint8Array(Buffer.from(text, 'utf8'));
	}
}

export { Utf8Encoder as TextEncoder };
