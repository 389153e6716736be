/** What an identity endpoint answered, or a part of it. */
export type Identity = Record<string, unknown>;

const PLACEHOLDER = /{{((?:(?!}}).)+)}}/g;
/** `/^(.+)@/::email`: the first capture group of a regular expression over the value at a path. */
const REGEXP_FORMULA = /^\/((?!\/::).*)\/::(.+)/;

export function isIdentity(value: unknown): value is Identity {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(path: string, source: unknown): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(value, key) => (typeof value === 'object' && value ? Reflect.get(value, key) : undefined),
			source,
		);
}

function formulaValue(formula: string, identity: Identity): unknown {
	const [, expression, path] = REGEXP_FORMULA.exec(formula) ?? [];
	if (!expression || !path) {
		return valueAt(formula, identity);
	}
	return new RegExp(expression).exec(String(valueAt(path, identity)))?.[1];
}

/**
 * Reads a field of an identity the way Custom OAuth's username, e-mail, name and avatar settings name it:
 * a path (`user.login`), or a text with placeholders (`{{given_name}}.{{family_name}}`), each of which may be
 * a regular expression over a path (`{{/^(.+)@/::email}}`).
 *
 * @returns the value; undefined when a plain path leads nowhere. A placeholder that leads nowhere leaves
 * the text "undefined" in its place, as the real server does.
 */
export function readField(template: string, identity: Identity): unknown {
	if (!template.includes('{{')) {
		return valueAt(template, identity);
	}
	return template.replace(PLACEHOLDER, (_, formula: string) => String(formulaValue(formula, identity)));
}
