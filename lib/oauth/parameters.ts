import { OAuthError } from './OAuthError';

/** A query or a parsed body, as it came: its values may be arrays, objects, numbers or null. */
export type RawParameters = Readonly<Record<string, unknown>>;

/** The parameters asked for, each a printable ASCII string; empty when it was not sent. */
export type Parameters<Name extends string> = Readonly<Record<Name, string>>;

/** RFC 6749 appendix A: VSCHAR, which keeps line breaks and controls out of everything that follows. */
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
/** Longer than any code or state of a client; keeps what is hashed and echoed bounded. */
const LONGEST = 8000;

/**
 * Takes the named parameters out of a query or body and looks at no others.
 * @throws OAuthError invalid_request when one was sent twice, or is not a printable string (RFC 6749 3.1)
 */
export function readParameters<Name extends string>(raw: unknown, names: readonly Name[]): Parameters<Name> {
	const source: RawParameters = typeof raw === 'object' && raw !== null ? (raw as RawParameters) : {};
	const read = (name: Name): [Name, string] => {
		const value = Object.hasOwn(source, name) ? source[name] : undefined;
		if (value === undefined || value === null) {
			return [name, ''];
		}
		if (typeof value !== 'string' || value.length > LONGEST || !PRINTABLE_ASCII.test(value)) {
			throw new OAuthError('parameter', { name });
		}
		return [name, value];
	};
	return Object.fromEntries(names.map(read)) as Parameters<Name>;
}
