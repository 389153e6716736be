export interface CountdownHandlers {
	/** Called at once and then each second; never negative. */
	onSecond(secondsLeft: number): void;
	/** Called once, unless there was less than a minute from the start. */
	onLastMinute(): void;
	onEnd(): void;
}

/**
 * Counts down to zero.
 * @param secondsLeft may jump, when a laptop was asleep
 * @returns a function that stops it
 */
export function startCountdown(
	secondsLeft: () => number,
	{ onSecond, onLastMinute, onEnd }: CountdownHandlers,
): () => void {
	let previous = Number.NaN;
	const update = () => {
		const left = Math.max(0, secondsLeft());
		if (left === previous) {
			return;
		}
		onSecond(left);
		if (previous >= 60 && left < 60 && left > 0) {
			onLastMinute();
		}
		if (left === 0) {
			stop();
			onEnd();
		}
		previous = left;
	};
	// More than once a second, or a second would be skipped now and then.
	const timer = setInterval(update, 250);
	const stop = () => clearInterval(timer);
	update();
	return stop;
}
