/** A service's path as an absolute address: relative to its `-url` unless it is one already. */
export function serviceUrl(serverUrl: string, path: string): string {
	return /^https?:\/\//.test(path) ? path : serverUrl + path;
}
