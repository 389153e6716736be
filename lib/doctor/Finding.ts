import type { TextKey, TextValues } from '../text/texts';

/** In order; worth a look; keeps people from logging in, or lets the wrong ones in. */
export type Light = 'green' | 'amber' | 'red';

/** What the doctor found. */
export interface Finding {
	readonly light: Light;
	/** What was looked at, in the words of Rocket.Chat's settings, the app's or HTTP: the same in every language. */
	readonly subject: string;
	/** What is wrong and what to do; nothing for what is in order. */
	readonly key?: TextKey;
	readonly values?: TextValues;
}

export function green(subject: string): Finding {
	return { light: 'green', subject };
}

export function amber(subject: string, key: TextKey, values: TextValues = {}): Finding {
	return { light: 'amber', subject, key, values };
}

export function red(subject: string, key: TextKey, values: TextValues = {}): Finding {
	return { light: 'red', subject, key, values };
}
