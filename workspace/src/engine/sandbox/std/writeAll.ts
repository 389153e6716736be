/** `writeAll` of `@std/io`: writes until nothing of `data` is left. */
export async function writeAll(
	writer: { write(bytes: Uint8Array): Promise<number> },
	data: Uint8Array,
): Promise<void> {
	let written = 0;
	while (written < data.length) {
		written += await writer.write(data.subarray(written));
	}
}
