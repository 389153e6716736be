import { Refusal } from '../text/Refusal';
import { findSharedClientId } from './findSharedClientId';
import type { Setting } from './settingKinds';
import { SETTINGS } from './settingsTable';

type Table = typeof SETTINGS;

export type SettingId = Table[keyof Table]['id'];

/** What is stored under the settings' ids. */
export type StoredSettings = Readonly<Record<SettingId, unknown>>;

type SettingValues = { readonly [Name in keyof Table]: ReturnType<Table[Name]['read']> };

/** With whose token login tokens are asked for, for Rocket.Chat's login frame without Custom OAuth. */
export interface ServiceAccount {
	readonly id: string;
	readonly token: string;
	/** CREATE_TOKENS_FOR_USERS_SECRET of the server, should it have one. */
	readonly secret: string | undefined;
}

/** The app's settings as an admin left them, each in a usable form. */
export type AppSettings = Omit<
	SettingValues,
	'serviceAccountId' | 'serviceAccountToken' | 'createTokenSecret'
> & {
	readonly serviceAccount: ServiceAccount | undefined;
};

const ALL: readonly Setting<SettingId>[] = Object.values(SETTINGS);

export const SETTING_IDS: readonly SettingId[] = ALL.map(({ id }) => id);

/** What is stored while nobody has touched anything. */
export const DEFAULTS = Object.fromEntries(ALL.map((setting) => [setting.id, setting.default])) as Readonly<
	Record<SettingId, string | number>
>;

/** Reads each setting by itself. */
export function readSettingValues(stored: StoredSettings): SettingValues {
	const entries = Object.entries<Setting<SettingId>>(SETTINGS);
	return Object.fromEntries(
		entries.map(([name, setting]) => [name, setting.read(stored[setting.id])]),
	) as SettingValues;
}

/** Makes settings that are safe to use of whatever is stored. */
export function parseSettings(stored: StoredSettings): AppSettings {
	const {
		serviceAccountId: id,
		serviceAccountToken: token,
		createTokenSecret: secret,
		...others
	} = readSettingValues(stored);
	const hasAccount = id !== undefined && token !== undefined;
	return { ...others, serviceAccount: hasAccount ? { id, token, secret } : undefined };
}

/** Says why a setting can't have that value; undefined when it can, or is none of the app's. */
export function checkSetting(id: string, value: unknown): Refusal | undefined {
	return ALL.find((setting) => setting.id === id)?.refuse(value);
}

/** Says why these settings can't stand beside each other; undefined when they can. */
export function checkSettings(stored: StoredSettings): Refusal | undefined {
	const id = findSharedClientId(parseSettings(stored));
	return id === undefined ? undefined : new Refusal('clients_twice', { id });
}
