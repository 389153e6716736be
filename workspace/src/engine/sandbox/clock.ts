/**
 * Runs in an app's process before the engine's runtime (`deno run --preload`) and makes its `Date` the workspace's
 * clock. It is copied beside the file `clock-offset`, to which each move of the clock appends a float64, little
 * endian, in milliseconds. The file stays open: the engine reads the time often, and this is one system call.
 */
interface OpenFile {
	readSync(bytes: Uint8Array): number | null;
}

declare const Deno: { openSync(path: URL): OpenFile };

const offsetFile = Deno.openSync(new URL('clock-offset', import.meta.url));
const offsetBytes = new Uint8Array(8);
const offsetView = new DataView(offsetBytes.buffer);

const SystemDate = Date;
const systemNow = SystemDate.now;

function now(): number {
	while (offsetFile.readSync(offsetBytes) !== null) {}
	return systemNow() + offsetView.getFloat64(0, true);
}

SystemDate.now = now;

globalThis.Date = new Proxy(SystemDate, {
	construct: (target, parameters, newTarget) =>
		Reflect.construct(target, parameters.length === 0 ? [now()] : parameters, newTarget),
	apply: () => new SystemDate(now()).toString(),
});
