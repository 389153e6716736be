import { OAuthError } from './OAuthError';

/** The parameters asked for, each a printable ASCII string; undefined when it was not sent, or empty (RFC 6749 3.1). */
export type Parameters<Name extends string> = Readonly<Record<Name, string | undefined>>;

/** RFC 6749 appendix A: VSCHAR, which keeps line breaks and controls out of everything that follows. */
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
/** Longer than any code or state of a client; bounds what is hashed and echoed. */
const MAX_PARAMETER_LENGTH = 8000;

/**
 * Takes the named parameters out of a query or a parsed body, and looks at no others.
 * @param raw as it came: its values may be arrays, objects, numbers or null
 * @throws OAuthError invalid_request when one was sent twice, or is not a printable string (RFC 6749 3.1)
 */
export function readParameters<Name extends string>(raw: unknown, names: readonly Name[]): Parameters<Name> {
	const source = (typeof raw === 'object' && raw !== null ? raw : {}) as Readonly<Record<string, unknown>>;
	const read = (name: Name): [Name, string | undefined] => {
		const value = Object.hasOwn(source, name) ? source[name] : undefined;
		if (value === undefined || value === null || value === '') {
			return [name, undefined];
		}
		if (typeof value !== 'string' || value.length > MAX_PARAMETER_LENGTH || !PRINTABLE_ASCII.test(value)) {
			throw new OAuthError('parameter', { name });
		}
		return [name, value];
	};
	return Object.fromEntries(names.map(read)) as Parameters<Name>;
}
