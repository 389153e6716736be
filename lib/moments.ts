import type { Language } from './languages';
import type { UnixSeconds } from './time';

/** A moment as people of this language write it, in a time zone so many hours from UTC. */
export function formatMoment(moment: UnixSeconds, language: Language, utcOffset: number): string {
	const local = new Date((moment + utcOffset * 3600) * 1000);
	const format = new Intl.DateTimeFormat(language, {
		dateStyle: 'medium',
		timeStyle: 'short',
		timeZone: 'UTC',
	});
	return `${format.format(local)} (UTC${utcOffset < 0 ? '' : '+'}${utcOffset})`;
}
