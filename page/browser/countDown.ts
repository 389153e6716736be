/** What happens while the time runs out. */
export interface CountDown {
	/** Called at once, and whenever another second is gone; never with a negative number. */
	onSecond(secondsLeft: number): void;
	/** Called once when less than a minute is left, unless it was so little from the start. */
	onLastMinute(): void;
	onEnd(): void;
}

/**
 * Counts down to zero.
 * @param secondsLeft what a clock says; it may leap while a laptop sleeps
 * @returns stops it
 */
export function countDown(
	secondsLeft: () => number,
	{ onSecond, onLastMinute, onEnd }: CountDown,
): () => void {
	let before = Number.NaN;
	const look = () => {
		const left = Math.max(0, secondsLeft());
		if (left === before) {
			return;
		}
		onSecond(left);
		if (before >= 60 && left < 60 && left > 0) {
			onLastMinute();
		}
		if (left === 0) {
			stop();
			onEnd();
		}
		before = left;
	};
	// More often than each second, or now and then one would be skipped.
	const timer = setInterval(look, 250);
	const stop = () => clearInterval(timer);
	look();
	return stop;
}
