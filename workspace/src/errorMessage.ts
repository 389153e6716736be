/** The message of anything that was thrown. Errors from the sandbox have a message, but are no Error objects. */
export function errorMessage(thrown: unknown): string {
	const hasMessage = typeof thrown === 'object' && thrown !== null && 'message' in thrown;
	return String(hasMessage ? thrown.message : thrown);
}
