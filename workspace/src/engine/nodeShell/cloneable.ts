/**
 * A copy of a message that Node's IPC can carry. Structured clone refuses functions and symbols; they become
 * undefined, and so does an app. Dates, Buffers, Map and Set stay what they are.
 */
export function cloneable(message: unknown): unknown {
	return copyOf(message, new Map());
}

/** @param copies of what was met before: keeps shared parts shared, and ends at circles */
function copyOf(value: unknown, copies: Map<object, unknown>): unknown {
	if (typeof value === 'function' || typeof value === 'symbol') {
		return undefined;
	}
	if (typeof value !== 'object' || value === null || isBinary(value) || isAtom(value)) {
		return value;
	}
	if (isApp(value)) {
		return undefined;
	}
	if (value instanceof Error) {
		return withoutCause(value);
	}
	if (!copies.has(value)) {
		const copy = emptyLike(value);
		copies.set(value, copy);
		fill(copy, value, (part) => copyOf(part, copies));
	}
	return copies.get(value);
}

function isBinary(value: object): boolean {
	return ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
}

function isAtom(value: object): boolean {
	return value instanceof Date || value instanceof RegExp;
}

/** Host and shell may be different versions of Node here, and the older one's way to write a cause is lost on the newer. */
function withoutCause({ message, name, stack }: Error): Error {
	return Object.assign(new Error(message), { name, stack });
}

/** By a method of it: each process, and each copy of the engine, has a class App of its own. */
function isApp(value: object): boolean {
	return 'getRequiredApiVersion' in value;
}

function emptyLike(value: object): object {
	if (Array.isArray(value)) {
		return new Array(value.length);
	}
	if (value instanceof Map) {
		return new Map();
	}
	return value instanceof Set ? new Set() : {};
}

function fill(copy: object, value: object, part: (of: unknown) => unknown): void {
	if (value instanceof Map) {
		for (const [key, item] of value) {
			(copy as Map<unknown, unknown>).set(part(key), part(item));
		}
	} else if (value instanceof Set) {
		for (const item of value) {
			(copy as Set<unknown>).add(part(item));
		}
	} else {
		for (const [key, item] of Object.entries(value)) {
			// A plain assignment, as Rocket.Chat's: a key `__proto__` is no property of the copy.
			(copy as Record<string, unknown>)[key] = part(item);
		}
	}
}
