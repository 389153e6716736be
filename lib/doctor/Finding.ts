import type { TextKey, TextValues } from '../text/translate';

/** An error keeps people from logging in, or lets the wrong ones in. */
export type Level = 'ok' | 'warning' | 'error';

/** What doctor found. */
export interface Finding {
	readonly level: Level;
	/** What was looked at, as Rocket.Chat's settings, the app's or HTTP name it: the same in every language. */
	readonly subject: string;
	/** What is wrong, and the fix. */
	readonly advice: Advice | undefined;
}

interface Advice {
	readonly key: TextKey;
	readonly values: TextValues;
}

/** What is as it should be. */
export function ok(subject: string): Finding {
	return { level: 'ok', subject, advice: undefined };
}

/** What works, but not well or not safely. @param key of the advice */
export function warning(subject: string, key: TextKey, values: TextValues = {}): Finding {
	return { level: 'warning', subject, advice: { key, values } };
}

/** What keeps people from logging in. @param key of the advice */
export function error(subject: string, key: TextKey, values: TextValues = {}): Finding {
	return { level: 'error', subject, advice: { key, values } };
}
