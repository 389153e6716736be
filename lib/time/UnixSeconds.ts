declare const unixSeconds: unique symbol;

/** Whole seconds since 1970-01-01T00:00:00Z. */
export type UnixSeconds = number & { readonly [unixSeconds]: true };

/** How far apart the clocks of two instances may be. */
export const CLOCK_SKEW_SECONDS = 60;

/** Milliseconds (as `Date.now()` gives them) → whole seconds, rounded down. */
export function toUnixSeconds(milliseconds: number): UnixSeconds {
	return Math.floor(milliseconds / 1000) as UnixSeconds;
}

/** A moment `seconds` after (or, when negative, before) `moment`. */
export function addSeconds(moment: UnixSeconds, seconds: number): UnixSeconds {
	return (moment + seconds) as UnixSeconds;
}
