import { zipSync } from 'fflate';

/** Zips files so that the same files always give the same bytes: sorted names, one fixed time. */
export function zip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
	const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
	// The first moment an entry can carry, in local time: the format keeps no time zone.
	return zipSync(Object.fromEntries(sorted), { level: 9, mtime: new Date(1980, 0, 1) });
}
