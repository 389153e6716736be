import { markdownTable } from '../markdownTable';
import type { Contestant, Result } from './contest';

/** What each contestant did at so many logins at once. */
export interface Level {
	readonly atOnce: number;
	readonly results: readonly Result[];
}

/** The last contestant is the one that the others are compared with. */
export function loadTable(contestants: readonly Contestant[], levels: readonly Level[]): string {
	const rows = levels.flatMap(({ atOnce, results }) => {
		const ofPeer = results.at(-1)?.perSecond ?? Number.NaN;
		return results.map((result, index) => [
			index === 0 ? String(atOnce) : '',
			contestants[index]?.name ?? '',
			whole(result.perSecond),
			`${(result.perSecond / ofPeer).toFixed(2)}×`,
			`${whole(result.p50)} ms`,
			`${whole(result.p99)} ms`,
			String(result.errors),
			processors(result),
		]);
	});
	return markdownTable([
		[
			'at once',
			'logins at',
			'a second',
			'of the peer',
			'p50',
			'p99',
			'errors',
			'milliseconds of processor a login',
		],
		...rows,
	]);
}

export function floodTable(
	results: readonly (Result & { readonly name: string; readonly flood: number })[],
): string {
	const alone = results[0]?.perSecond ?? Number.NaN;
	return markdownTable([
		[
			'a flood of',
			'its requests a second',
			'logins a second, 4 at once',
			'of those without',
			'p50',
			'p99',
			'errors',
		],
		...results.map(({ name, flood, perSecond, p50, p99, errors }) => [
			name,
			whole(flood),
			whole(perSecond),
			`${(perSecond / alone).toFixed(2)}×`,
			`${whole(p50)} ms`,
			`${whole(p99)} ms`,
			String(errors),
		]),
	]);
}

function processors({ processors: times }: Result): string {
	return Object.entries(times)
		.map(([name, time]) => `${name} ${time.toFixed(2)}`)
		.join(', ');
}

function whole(value: number): string {
	return value.toFixed(0);
}
