/** One line of the plot. */
export interface Series {
	readonly name: string;
	/** Logins a second, one for each level. */
	readonly values: readonly number[];
}

const WIDTH = 750;
const HEIGHT = 400;
const LEFT = 52;
const RIGHT = 230;
const TOP = 24;
const BOTTOM = 52;
const LABEL_HEIGHT = 16;
const COLOURS = ['#e2761b', '#3b82f6', '#888888', '#16a34a'];

/** Draws logins a second over how many run at once, as an SVG for light and dark pages. */
export function drawPlot(levels: readonly number[], series: readonly Series[]): string {
	const top = roundUp(Math.max(...series.flatMap(({ values }) => values)));
	const toX = (index: number) => LEFT + (index * (WIDTH - LEFT - RIGHT)) / (levels.length - 1);
	const toY = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
	const grid = [0, 1, 2, 3, 4].map((part) => {
		const value = (top * part) / 4;
		const y = toY(value);
		return `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}"/>${text(LEFT - 8, y + 4, value, 'end')}`;
	});
	const ticks = levels.map((level, index) => text(toX(index), HEIGHT - BOTTOM + 20, level, 'middle'));
	const labels = spread(series.map(({ values }) => toY(values.at(-1) ?? 0)));
	const lines = series.map(({ name, values }, index) => {
		const colour = COLOURS[index % COLOURS.length] ?? '';
		const points = values
			.map((value, level) => `${toX(level).toFixed(1)},${toY(value).toFixed(1)}`)
			.join(' ');
		return `<polyline fill="none" stroke="${colour}" stroke-width="2.5" points="${points}"/><text x="${WIDTH - RIGHT + 10}" y="${((labels[index] ?? 0) + 4).toFixed(1)}" style="fill:${colour}">${name}</text>`;
	});
	const title = 'Whole logins a second, by how many run at once';
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">`,
		'<style>text{font:13px system-ui,sans-serif;fill:#444}.grid{stroke:#8884}@media(prefers-color-scheme:dark){text{fill:#bbb}}</style>',
		...grid,
		...ticks,
		...lines,
		text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, 'logins at once', 'middle'),
		'</svg>',
		'',
	].join('\n');
}

function text(x: number, y: number, content: string | number, anchor: 'end' | 'middle'): string {
	return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${content}</text>`;
}

/** The next number that four grid lines divide well. */
function roundUp(value: number): number {
	return Math.ceil(value / 100) * 100;
}

/** Moves labels down until none covers another. */
function spread(positions: readonly number[]): number[] {
	const order = positions.map((_, index) => index).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
	const placed = [...positions];
	let last = Number.NEGATIVE_INFINITY;
	for (const index of order) {
		last = Math.max(placed[index] ?? 0, last + LABEL_HEIGHT);
		placed[index] = last;
	}
	return placed;
}
