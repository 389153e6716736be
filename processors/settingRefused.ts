import type { IConfigurationModify } from '@rocket.chat/apps-engine/definition/accessors';
import type { IJobContext, IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import type { ISettingUpdateContext } from '@rocket.chat/apps-engine/definition/settings/ISettingUpdateContext';
import { isAdmin } from '../lib/host/admins';
import { directMessage } from '../lib/host/messages';
import { openStores } from '../lib/host/openStores';
import { mannerOf } from '../lib/host/userLanguage';
import { refuseSetting, type SettingId } from '../lib/settings/AppSettings';
import { type TextKey, type TextValues, text } from '../lib/text/texts';

const SETTING_REFUSED = 'setting-refused';

/** What the job is told. */
interface RefusedSetting {
	readonly setting: SettingId;
	readonly key: TextKey;
	readonly values: TextValues;
}

/**
 * The setting that is to be kept: the new one, or the old one when the new value is wrong, which is the only way
 * to refuse it. Whoever typed it sees nothing of that on the page, so a job tells the admins.
 */
export async function settingToKeep(
	{ oldSetting, newSetting }: ISettingUpdateContext,
	{ scheduler }: IConfigurationModify,
): Promise<ISettingUpdateContext['newSetting']> {
	const refusal = refuseSetting(newSetting.id, newSetting.value);
	if (!refusal) {
		return newSetting;
	}
	const data: RefusedSetting = {
		setting: newSetting.id as SettingId,
		key: refusal.key,
		values: refusal.values,
	};
	// Nobody has to be told for the value to be refused.
	await scheduler.scheduleOnce({ id: SETTING_REFUSED, when: new Date(), data }).catch(() => undefined);
	return oldSetting;
}

/** Tells every admin that the app has met, and who is one still, why a setting's new value was not taken. */
export function settingRefusedProcessor(): IProcessor {
	return {
		id: SETTING_REFUSED,
		processor: async (context: IJobContext, read, modify, _http, persistence) => {
			const { setting, key, values } = context as unknown as RefusedSetting;
			for (const id of await openStores(read, persistence).admins.ids()) {
				const user = await read.getUserReader().getById(id);
				if (user && isAdmin(user)) {
					const { language } = await mannerOf(user, read);
					const refusal = {
						setting: text(`setting_${setting}`, {}, language),
						reason: text(key, values, language),
					};
					// Whom the bot can't write to must not keep the others from being told.
					await directMessage(user, text('refused_setting', refusal, language), read, modify).catch(
						() => undefined,
					);
				}
			}
		},
	};
}
