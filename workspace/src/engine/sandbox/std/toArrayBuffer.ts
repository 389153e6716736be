/** `toArrayBuffer` of `@std/streams`: everything that a stream of bytes gives. */
export async function toArrayBuffer(stream: ReadableStream<BufferSource>): Promise<ArrayBuffer> {
	return new Response(stream).arrayBuffer();
}
