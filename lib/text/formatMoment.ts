import type { UnixSeconds } from '../time/UnixSeconds';
import type { Language } from './languages';

/** Further from UTC than any place on earth; Rocket.Chat keeps whatever a client says. */
const MOST_HOURS_FROM_UTC = 14;

/**
 * A moment as people of this language write date and time, with its offset from UTC:
 * `22 Nov 2026, 14:05 (UTC+1)`.
 * @param utcOffsetHours as Rocket.Chat keeps it of a user, 5.5 for India; one that can't be counts as 0
 */
export function formatMoment(moment: UnixSeconds, language: Language, utcOffsetHours: number): string {
	const isPlace = Math.abs(utcOffsetHours) <= MOST_HOURS_FROM_UTC;
	const minutes = isPlace ? Math.round(utcOffsetHours * 60) : 0;
	// Shifted and told as UTC: `timeZone` takes no offsets on every server's runtime.
	const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
		dateStyle: 'medium',
		timeStyle: 'short',
		timeZone: 'UTC',
	});
	return `${format.format((moment + minutes * 60) * 1000)} (${offsetName(minutes)})`;
}

/** `UTC`, `UTC+1`, `UTC-3:30`. */
function offsetName(minutes: number): string {
	if (minutes === 0) {
		return 'UTC';
	}
	const hours = Math.trunc(Math.abs(minutes) / 60);
	const rest = Math.abs(minutes) % 60;
	return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}
