import type { IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import { makeStores } from '../lib/host/Stores';
import {
	type RefusedSetting,
	reportRefusedSetting,
	SETTING_REFUSED,
} from '../lib/settings/checkSettingUpdate';

/** Runs once after a setting's value was refused. */
export function makeSettingRefusedProcessor(): IProcessor {
	return {
		id: SETTING_REFUSED,
		processor: (context, read, modify, _http, persistence) =>
			reportRefusedSetting(context as unknown as RefusedSetting, makeStores(read, persistence), {
				read,
				modify,
			}),
	};
}
