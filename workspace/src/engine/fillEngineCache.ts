import { fillDenoCache } from './denoCache';
import { type EngineVersion, shellOf } from './engineVersion';
import { fillNodeCache } from './nodeShell/fillNodeCache';

/** Fetches what an engine runs apps on, so that it starts without a network. */
export async function fillEngineCache(version: EngineVersion): Promise<void> {
	const shell = shellOf(version);
	await (shell === 'deno' ? fillDenoCache(version) : fillNodeCache(version, shell));
}
