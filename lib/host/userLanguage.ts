import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { type Language, languageOf } from '../text/languages';
import { readServerSettings } from './serverSettings';

/** How to speak to a user: in which language, and how many hours from UTC. */
export interface Manner {
	readonly language: Language;
	readonly utcOffset: number;
}

/** A user's own language, or else the server's; English when neither can be read, as they have to be told of that. */
export async function mannerOf(user: IUser, read: IRead): Promise<Manner> {
	const own = user.settings?.preferences?.language;
	const { Language: servers } = own ? {} : await readServerSettings(['Language'], read);
	const tags = [own, servers].filter((tag): tag is string => typeof tag === 'string' && tag !== '');
	return { language: languageOf(tags), utcOffset: user.utcOffset ?? 0 };
}
