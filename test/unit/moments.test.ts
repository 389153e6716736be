import { describe, expect, test } from 'vitest';
import { formatMoment } from '../../lib/text/formatMoment';
import type { Language } from '../../lib/text/languages';
import { toUnixSeconds } from '../../lib/time/UnixSeconds';

const moment = toUnixSeconds(Date.UTC(2026, 10, 22, 13, 5, 59));

describe('formatMoment', () => {
	test.each<[Language, string]>([
		['en', '22 Nov 2026, 14:05 (UTC+1)'],
		['de', '22.11.2026, 14:05 (UTC+1)'],
		['fr', '22 nov. 2026, 14:05 (UTC+1)'],
		['es', '22 nov 2026, 14:05 (UTC+1)'],
		['pt-BR', '22 de nov. de 2026, 14:05 (UTC+1)'],
		['ja', '2026/11/22 14:05 (UTC+1)'],
		['zh', '2026年11月22日 14:05 (UTC+1)'],
	])('in %s', (language, written) => {
		expect(formatMoment(moment, language, 1)).toBe(written);
	});

	test.each<[string, number, string]>([
		['at UTC', 0, '22 Nov 2026, 13:05 (UTC)'],
		['in India', 5.5, '22 Nov 2026, 18:35 (UTC+5:30)'],
		['in Nepal', 5.75, '22 Nov 2026, 18:50 (UTC+5:45)'],
		['in Newfoundland', -3.5, '22 Nov 2026, 09:35 (UTC-3:30)'],
		['across midnight', 11, '23 Nov 2026, 00:05 (UTC+11)'],
		['on the day before', -14, '21 Nov 2026, 23:05 (UTC-14)'],
		['at the farthest offset', 14, '23 Nov 2026, 03:05 (UTC+14)'],
		['at an offset that no place has', 1e300, '22 Nov 2026, 13:05 (UTC)'],
		['at no number', Number.NaN, '22 Nov 2026, 13:05 (UTC)'],
	])('%s', (_where, utcOffsetHours, written) => {
		expect(formatMoment(moment, 'en', utcOffsetHours)).toBe(written);
	});
});
