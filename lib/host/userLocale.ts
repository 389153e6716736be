import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { chooseLanguage, type Language } from '../text/languages';
import { readServerSettings } from './serverSettings';

/** How texts and times are written for a user. */
export interface UserLocale {
	readonly language: Language;
	readonly utcOffsetHours: number;
}

/** Reads a user's own language, or else the server's; English when neither can be read. */
export async function readUserLocale(user: IUser, read: IRead): Promise<UserLocale> {
	const own = user.settings?.preferences?.language;
	const { Language: servers } = own ? {} : await readServerSettings(['Language'], read);
	const tags = [own, servers].filter((tag): tag is string => typeof tag === 'string' && tag !== '');
	return { language: chooseLanguage(tags), utcOffsetHours: user.utcOffset ?? 0 };
}
