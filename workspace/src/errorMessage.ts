/** What was thrown, in words. Errors out of the sandbox have a message, but not the class of an error. */
export function errorMessage(thrown: unknown): string {
	const hasMessage = typeof thrown === 'object' && thrown !== null && 'message' in thrown;
	return String(hasMessage ? thrown.message : thrown);
}
