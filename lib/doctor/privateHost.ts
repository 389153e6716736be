/** The machine itself. */
export function isLoopback(hostname: string): boolean {
	return /^(?:(?:.+\.)?localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

/** IPv4 of RFC 1918, 6598 and 3927, IPv6 of RFC 4193 and 4291 2.5.6. */
const PRIVATE_ADDRESS =
	/^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.)[\d.]+$|^\[f[cd][\da-f]{2}:|^\[fe[89ab][\da-f]:/;

/**
 * Whether a host is on no public network, as far as its name tells: a name may still lead to a private address.
 * @param hostname as `URL` gives it
 */
export function isPrivate(hostname: string): boolean {
	const isOwnName = !hostname.includes('.') && !hostname.includes(':');
	const isInternal = /\.(?:local|internal|lan|home\.arpa)$/.test(hostname);
	return isLoopback(hostname) || isOwnName || isInternal || PRIVATE_ADDRESS.test(hostname);
}
