import type { Cluster, RunningWorkspace } from 'rocketchat-app-workspace';
import { PROBE_ID } from './packageProbe';

/** Calls the running probe. */
export interface ProbeClient {
	/** A request to one of its endpoints. */
	fetch(path: string, options?: RequestInit): Promise<Response>;
	/** A POST of JSON. @returns the JSON of the answer. @throws Error for a status of 400 or more */
	post(path: string, content: object): Promise<Record<string, unknown>>;
	/** Calls a method of the probe's persistence. */
	records(method: string, ids: string[], data?: object, upsert?: boolean): Promise<unknown>;
	/** The records that it made of an event. */
	noted(event: string): Promise<Record<string, unknown>[]>;
}

export function probeClient(workspace: RunningWorkspace | Cluster): ProbeClient {
	const base = `${workspace.url}/api/apps/public/${PROBE_ID}`;
	const client: ProbeClient = {
		fetch: (path, options) => fetch(`${base}/${path}`, options),
		async post(path, content) {
			const response = await client.fetch(path, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(content),
			});
			const text = await response.text();
			if (!response.ok) {
				throw new Error(text);
			}
			return JSON.parse(text);
		},
		async records(method, ids, data, upsert) {
			return (await client.post('records', { method, ids, data, upsert })).result;
		},
		async noted(event) {
			const association = { model: 'misc', id: `event:${event}` };
			const records = await workspace.persistence.readByAssociations([association], PROBE_ID);
			return records.map((record) => ({ ...record }));
		},
	};
	return client;
}
