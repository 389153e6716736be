import { EventEmitter } from 'node:events';
import { Collection } from '../store/collection';
import { customOAuthPrefix, customOAuthSettings } from './customOAuthSettings';
import {
	DEFAULT_SETTINGS,
	type ServerSetting,
	type SettingDefinition,
	type SettingValue,
} from './defaultSettings';

/** The server's settings (not those of apps). Reads come from memory: only this process writes them. */
export class ServerSettings extends EventEmitter<{ changed: [setting: ServerSetting] }> {
	private readonly cache = new Map<string, ServerSetting>();

	private constructor(private readonly collection: Collection<ServerSetting>) {
		super();
	}

	static async open(dataDir?: string): Promise<ServerSettings> {
		const settings = new ServerSettings(await Collection.open<ServerSetting>('settings', { dataDir }));
		for (const setting of await settings.collection.find({})) {
			settings.cache.set(setting._id, setting);
		}
		for (const definition of DEFAULT_SETTINGS) {
			await settings.define(definition);
		}
		return settings;
	}

	/** The value of a setting; undefined when there is none. */
	get(id: string): SettingValue | undefined {
		return this.cache.get(id)?.value;
	}

	/** The value as text; '' when there is none. */
	text(id: string): string {
		return String(this.get(id) ?? '');
	}

	/** Whether a switch is on. */
	enabled(id: string): boolean {
		return this.get(id) === true;
	}

	find(id: string): ServerSetting | undefined {
		return this.cache.get(id);
	}

	all(): ServerSetting[] {
		return [...this.cache.values()];
	}

	/** Changes a setting. @throws Error when there is none of that id */
	async set(id: string, value: SettingValue): Promise<void> {
		const setting = this.cache.get(id);
		if (!setting) {
			throw new Error(`there is no server setting ${id}`);
		}
		const changed = { ...setting, value };
		this.cache.set(id, changed);
		await this.collection.update({ _id: id }, { $set: { value } });
		this.emit('changed', changed);
	}

	/** Creates a setting with its default; does nothing when it already exists. */
	async define(definition: SettingDefinition): Promise<void> {
		if (this.cache.has(definition._id)) {
			return;
		}
		const { default: value, ...rest } = definition;
		const setting = { group: 'General', public: false, hidden: false, ...rest, value, packageValue: value };
		this.cache.set(setting._id, setting);
		await this.collection.insert(setting);
	}

	/** "Add custom OAuth" of the admin: creates the service's settings. @returns the prefix of their ids: `<prefix>-url` */
	async addCustomOAuth(name: string): Promise<string> {
		for (const definition of customOAuthSettings(name)) {
			await this.define(definition);
		}
		return customOAuthPrefix(name);
	}

	/** The custom OAuth services that were added: their names in lower case, as in `/_oauth/<name>`. */
	customOAuthNames(): string[] {
		const names = [...this.cache.keys()].map((id) => /^Accounts_OAuth_Custom-([^-]+)$/.exec(id)?.[1]);
		return names.filter((name) => name !== undefined).map((name) => name.toLowerCase());
	}
}
