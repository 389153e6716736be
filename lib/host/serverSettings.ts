import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

/** The server's settings of these ids; undefined for what is not there or may not be read. */
export async function readServerSettings(
	ids: readonly string[],
	read: IRead,
): Promise<Record<string, unknown>> {
	const server = read.getEnvironmentReader().getServerSettings();
	const values = await Promise.all(ids.map((id) => server.getValueById(id).catch(() => undefined)));
	return Object.fromEntries(ids.map((id, index) => [id, values[index] ?? undefined]));
}
