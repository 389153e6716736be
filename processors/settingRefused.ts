import type { IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import { openStores } from '../lib/host/openStores';
import { type RefusedSetting, reportRefusedSetting, SETTING_REFUSED } from '../lib/settings/refusedSetting';

/** Runs once after a setting's value was refused. */
export function settingRefusedProcessor(): IProcessor {
	return {
		id: SETTING_REFUSED,
		processor: (context, read, modify, _http, persistence) =>
			reportRefusedSetting(context as unknown as RefusedSetting, openStores(read, persistence), {
				read,
				modify,
			}),
	};
}
