/** The host gives a job 30 seconds. */
const MAX_RUN_MS = 15_000;

/** Starts a job's time; what it gives says whether there is some left. */
export function startTimeLimit(): () => boolean {
	const end = Date.now() + MAX_RUN_MS;
	return () => Date.now() < end;
}
