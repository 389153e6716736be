import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { ServerSettingBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { ServerSetting } from '../serverSettings/defaultSettings';
import type { BridgeHost } from './bridgeHost';
import { withoutTheRest } from './notPartOfWorkspace';

/** Without the permission the engine does not call these at all: reading gives nothing, writing does nothing. */
export function serverSettingBridge({ engine, settings }: BridgeHost): ServerSettingBridge {
	const readable = async (id: string): Promise<ServerSetting> => {
		const setting = await settings.find(id);
		if (!setting || setting.hidden) {
			throw new Error(`The setting "${id}" is not readable.`);
		}
		return setting;
	};

	abstract class AppServerSettings extends engine.bridges.ServerSettingBridge {
		protected override async getAll(): Promise<ISetting[]> {
			return (await settings.all()).filter(({ hidden }) => !hidden).map(settingToApp);
		}

		protected override async getOneById(id: string): Promise<ISetting> {
			return settingToApp(await readable(id));
		}

		protected override async isReadableById(id: string): Promise<boolean> {
			return (await settings.find(id))?.hidden === false;
		}

		protected override async updateOne(setting: ISetting): Promise<void> {
			await settings.set((await readable(setting.id))._id, setting.value);
		}

		protected override async incrementValue(id: string, value: number): Promise<void> {
			await settings.set(id, Number((await readable(id)).value) + value);
		}
	}

	return withoutTheRest('ServerSettingBridge', AppServerSettings);
}

function settingToApp({
	_id,
	value,
	packageValue,
	public: isPublic,
	hidden,
	group,
	type,
}: ServerSetting): ISetting {
	const seen = {
		id: _id,
		type,
		value,
		packageValue,
		public: isPublic,
		hidden,
		group,
		required: false,
		i18nLabel: _id,
	};
	// The server's types of settings are not all among the engine's: `password` is passed on as it is.
	return seen as unknown as ISetting;
}
