import type { Accessors, JobScheduler } from '../host/Accessors';
import { messageAdmins } from '../host/admins';
import type { Stores } from '../host/Stores';
import { type TextKey, type TextValues, translate } from '../text/translate';
import { checkSetting, checkSettings, type SettingId, type StoredSettings } from './AppSettings';

/** The id of the job that tells the admins why a setting keeps its value. */
export const SETTING_REFUSED = 'setting-refused';

/** The job's data. */
export interface RefusedSetting {
	readonly setting: SettingId;
	readonly key: TextKey;
	readonly values: TextValues;
}

/** Settings that name clients, which need an id each. */
const NAMES_CLIENTS: readonly string[] = [
	'client-id',
	'wallet-oauth-client-id',
	'trusted-clients',
] satisfies SettingId[];

interface UpdateContext {
	readonly scheduler: JobScheduler;
	/** All settings as they are stored. */
	readStored(): Promise<StoredSettings>;
}

/**
 * Chooses between a setting's old and new state: the old one when the new value is wrong, which is the only way
 * to refuse it. The page shows nothing of that, so a job tells the admins.
 */
export async function checkSettingUpdate<Declared extends { readonly id: string; readonly value?: unknown }>(
	{ oldSetting, newSetting }: { readonly oldSetting: Declared; readonly newSetting: Declared },
	{ scheduler, readStored }: UpdateContext,
): Promise<Declared> {
	const { id, value } = newSetting;
	const refusal =
		checkSetting(id, value) ??
		(NAMES_CLIENTS.includes(id) ? checkSettings({ ...(await readStored()), [id]: value }) : undefined);
	if (!refusal) {
		return newSetting;
	}
	const { key, values } = refusal;
	const data: RefusedSetting = { setting: newSetting.id as SettingId, key, values };
	// The value is refused even when nobody can be told.
	await scheduler.scheduleOnce({ id: SETTING_REFUSED, when: new Date(), data }).catch(() => undefined);
	return oldSetting;
}

/** Tells the admins why a setting's new value was refused. */
export async function reportRefusedSetting(
	{ setting, key, values }: RefusedSetting,
	stores: Stores,
	accessors: Pick<Accessors, 'read' | 'modify'>,
): Promise<void> {
	await messageAdmins(
		({ language }) => {
			const reason = translate(key, values, language);
			return translate(
				'refused_setting',
				{ setting: translate(`setting_${setting}`, {}, language), reason },
				language,
			);
		},
		stores,
		accessors,
	);
}
