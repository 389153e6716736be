import { CronExpressionParser } from 'cron-parser';
import humanInterval from 'human-interval';

/**
 * When a repeating job runs after `from`: a cron line, a number of milliseconds, or words such as "5 minutes".
 *
 * @throws Error when the interval is none of these
 */
export function nextRunAfter(interval: string | number, from: Date): Date {
	const fixed = typeof interval === 'number' ? interval : intervalInWords(interval);
	if (fixed !== undefined) {
		return new Date(from.getTime() + fixed);
	}
	return CronExpressionParser.parse(String(interval), { currentDate: from }).next().toDate();
}

/** Whether an interval is a cron line, which has no "at once" for its first run. */
export function isCron(interval: string | number): boolean {
	return typeof interval === 'string' && intervalInWords(interval) === undefined;
}

/** When a one-time job runs: a date, a text that is one, or words such as "in 10 minutes". @throws Error for others */
export function whenOnce(when: string | Date, now: Date): Date {
	if (when instanceof Date) {
		return when;
	}
	if (when === 'now') {
		return now;
	}
	const fixed = intervalInWords(when.replace(/^\s*in\s+/, ''));
	if (fixed !== undefined) {
		return new Date(now.getTime() + fixed);
	}
	const date = new Date(when);
	if (Number.isNaN(date.getTime())) {
		throw new Error(`"${when}" is no time to run a job at`);
	}
	return date;
}

function intervalInWords(words: string): number | undefined {
	if (/^\d+$/.test(words.trim())) {
		return Number(words);
	}
	const milliseconds = humanInterval(words);
	return milliseconds === undefined || Number.isNaN(milliseconds) ? undefined : milliseconds;
}
