import { markdownTable } from './markdownTable';
import type { LoginMeasurements, Measurement } from './measureLogin';
import type { SweepMeasurement } from './measureSweep';
import type { Size } from './sizes';

/** How often the empty endpoint's time a request may take. */
const LIMITS: Record<string, number> = { token: 4, userinfo: 1.8 };

export function timesTable(measurements: readonly Measurement[]): string {
	return markdownTable([
		['request', 'p50, one by one', 'aim', '', '16 at once'],
		...measurements.map(({ request, comparison: { oneByOne, atOnce } }) => {
			const limit = LIMITS[request.split(',')[0] ?? ''];
			return [request, times(oneByOne), ...aim(oneByOne, limit, times), times(atOnce)];
		}),
	]);
}

export function stretchesTable({ measurements, empty }: LoginMeasurements): string {
	const all = [...measurements, { request: 'the empty endpoint', stretches: empty }];
	return markdownTable([
		['request', 'HTTP and engine', 'accessor calls', "app's process", 'longest stretch there'],
		...all.map(({ request, stretches: { outside, inServer, inProcess, longestInProcess } }) => [
			request,
			...[outside, inServer, inProcess, longestInProcess].map(percent),
		]),
	]);
}

export function accessorCallsTable(measurements: readonly Measurement[]): string {
	const kinds = [...new Set(measurements.flatMap(({ accessors }) => accessors.calls))].sort();
	return markdownTable([
		['request', ...kinds, 'together', 'one after another'],
		...measurements.map(({ request, accessors: { calls, rounds } }) => [
			request,
			...kinds.map((kind) => String(calls.filter((call) => call === kind).length || '')),
			String(calls.length),
			String(rounds),
		]),
	]);
}

/** The longest that a request may wait while a sweep runs, in milliseconds. */
const LONGEST_WAIT = 500;

export function sweepTable(measurements: readonly SweepMeasurement[]): string {
	return markdownTable([
		[
			'sessions',
			'userinfo while they are valid',
			'calls of the sweep',
			'its time',
			'longest wait meanwhile',
			'aim',
			'',
			'longest wait without',
		],
		...measurements.map(({ sessions, userinfo: { ratio, baseline }, calls, waits, waitsWithout }) => [
			sessions.toLocaleString('en'),
			times(ratio),
			String(calls),
			`${Math.round(waits.took / baseline).toLocaleString('en')}×`,
			milliseconds(waits.longest),
			...aim(waits.longest, LONGEST_WAIT, milliseconds),
			milliseconds(waitsWithout.longest),
		]),
	]);
}

/** What the app weighs. */
export interface Sizes {
	readonly zip: Size;
	readonly bundle: Size;
	readonly page: Size;
	/** The addresses that the page makes a browser ask for, its own included. */
	readonly pageRequests: readonly string[];
}

export function sizesTable({ zip, bundle, page, pageRequests }: Sizes): string {
	const foreign = pageRequests.filter((url) => new URL(url).origin !== new URL(pageRequests[0] ?? '').origin);
	return markdownTable([
		['what', 'size', 'compressed', 'aim', ''],
		['the zip', bytes(zip.raw), '', ...aim(zip.raw, 160_000, bytes)],
		['the bundle in it', bytes(bundle.raw), bytes(bundle.compressed), '', ''],
		['the wallet page', bytes(page.raw), bytes(page.compressed), ...aim(page.compressed, 15_000, bytes)],
		['requests of that page', String(pageRequests.length), '', '', ''],
		['of them to third parties', String(foreign.length), '', ...aim(foreign.length, 0, String)],
	]);
}

function aim(value: number, limit: number | undefined, format: (value: number) => string): [string, string] {
	if (limit === undefined) {
		return ['', ''];
	}
	return [`≤ ${format(limit)}`, value <= limit ? 'met' : 'missed'];
}

function times(ratio: number): string {
	return `${ratio.toFixed(2)}×`;
}

function milliseconds(time: number): string {
	return `${Math.round(time)} ms`;
}

function percent(share: number): string {
	return `${Math.round(share * 100)} %`;
}

function bytes(count: number): string {
	return `${(count / 1000).toFixed(1)} kB`;
}
