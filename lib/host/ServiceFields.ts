import type { IEnvironmentWrite, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import { type CustomOAuthTable, getCustomOAuthPrefix } from '../setup/customOAuthTable';
import { readServerSettings } from './serverSettings';

/** The fields of a Custom OAuth service in Rocket.Chat's settings, by how their setting's id ends. */
export class ServiceFields {
	private readonly prefix: string;

	constructor(
		serviceName: string,
		private readonly reader: IRead,
		private readonly environment: IEnvironmentWrite,
	) {
		this.prefix = getCustomOAuthPrefix(serviceName);
	}

	/** Whether an admin has added the service; an app can't. */
	async exists(): Promise<boolean> {
		return (await this.read([''])).get('') !== undefined;
	}

	/** Reads fields; undefined for one that is not there, or may not be read. */
	async read(fields: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
		const ids = fields.map((field) => this.prefix + field);
		const values = await readServerSettings(ids, this.reader);
		return new Map(fields.map((field) => [field, values[this.prefix + field]]));
	}

	/** Tries to set these fields. Read them afterwards: without the permission the engine does nothing and says nothing. */
	async write(table: CustomOAuthTable): Promise<void> {
		const server = this.environment.getServerSettings();
		const writes = Object.entries(table).map(([field, value]) =>
			// The server looks at nothing else.
			server.updateOne({ id: this.prefix + field, value } as ISetting),
		);
		await Promise.allSettled(writes);
	}
}
