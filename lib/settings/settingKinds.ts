import { type Account, parseAccount } from '../ethereum/account';
import type { TrustedClient } from '../oauth/Client';
import { parseTrustedClients } from '../oauth/trustedClients';
import { Refusal } from '../text/Refusal';
import type { TextKey } from '../text/translate';

/** Where on the admin's page a setting is. */
type Section = 'login' | 'service' | 'wallet' | 'tools' | 'iframe';

/** How an admin enters a setting. */
type Input =
	| { readonly kind: 'text' | 'lines' | 'secret' | 'number' | 'json' }
	| { readonly kind: 'choice'; readonly choices: readonly string[] };

/** Everything there is to know about a setting of the app; its label and description are in `i18n/`. */
export interface Setting<Id extends string = string, Value = unknown> {
	readonly id: Id;
	readonly section: Section;
	readonly input: Input;
	readonly default: string | number;
	/** Reads what is stored. Never throws: an older version, or a hand in the database, may have stored anything. */
	read(stored: unknown): Value;
	/** Says why an admin can't enter this value; undefined when they can. */
	refuse(entered: unknown): Refusal | undefined;
}

interface SettingPosition<Id extends string> {
	readonly id: Id;
	readonly section: Section;
}

interface Pattern {
	readonly pattern: RegExp;
	/** Says what the pattern asks for. */
	readonly refusal: TextKey;
	/** Whether capital letters are read as small ones. */
	readonly lowerCase?: boolean;
}

/** One line of text that is never empty; its default when it doesn't match. */
export function textSetting<const Id extends string>(
	spec: SettingPosition<Id> & Pattern & { readonly default: string },
): Setting<Id, string> {
	return {
		...spec,
		input: { kind: 'text' },
		read: (stored) => matchPattern(stored, spec) ?? spec.default,
		refuse: (entered) => refuseUnlike(entered, spec),
	};
}

/** One line of text that may be left empty; undefined when it is, or doesn't match. */
export function optionalTextSetting<const Id extends string>(
	spec: SettingPosition<Id> & (Pattern | { readonly pattern?: never }),
): Setting<Id, string | undefined> {
	return {
		...spec,
		input: { kind: 'text' },
		default: '',
		read: (stored) => (spec.pattern ? matchPattern(stored, spec) : readText(stored)),
		refuse: (entered) => (spec.pattern && !isBlank(entered) ? refuseUnlike(entered, spec) : undefined),
	};
}

/** Text that the page hides; undefined while it is empty. */
export function secretSetting<const Id extends string>(
	spec: SettingPosition<Id>,
): Setting<Id, string | undefined> {
	return { ...spec, input: { kind: 'secret' }, default: '', read: readText, refuse: () => undefined };
}

interface Range {
	readonly default: number;
	readonly min: number;
	readonly max: number;
}

/** A whole number; the nearest one in range, or the default when it is no number. */
export function numberSetting<const Id extends string>(
	spec: SettingPosition<Id> & Range,
): Setting<Id, number> {
	const { min, max } = spec;
	return {
		...spec,
		input: { kind: 'number' },
		read: (stored) => Math.min(Math.max(wholeNumber(stored) ?? spec.default, min), max),
		refuse: (entered) => {
			const value = wholeNumber(entered);
			const fits = value !== undefined && value >= min && value <= max;
			return fits ? undefined : new Refusal('refused_number', { least: min, most: max });
		},
	};
}

/** A whole number of which 0 stands for no limit, read as undefined. */
export function limitSetting<const Id extends string>(
	spec: SettingPosition<Id> & Omit<Range, 'min'>,
): Setting<Id, number | undefined> {
	const whole = numberSetting({ ...spec, min: 0 });
	return { ...whole, read: (stored) => whole.read(stored) || undefined };
}

/** One of several values; `otherwise` when it is none of them. */
export function choiceSetting<const Id extends string, const Choice extends string>(
	spec: SettingPosition<Id> & {
		readonly choices: readonly Choice[];
		readonly default: NoInfer<Choice>;
		readonly otherwise: NoInfer<Choice>;
	},
): Setting<Id, Choice> {
	const { choices, otherwise } = spec;
	const find = (value: unknown) => choices.find((candidate) => candidate === value);
	return {
		...spec,
		input: { kind: 'choice', choices },
		read: (stored) => find(stored) ?? otherwise,
		refuse: (entered) => (find(entered) === undefined ? new Refusal('refused_choice') : undefined),
	};
}

/** Ethereum accounts, one a line or with commas between; what is none is left out. */
export function accountsSetting<const Id extends string>(
	spec: SettingPosition<Id>,
): Setting<Id, ReadonlySet<Account>> {
	return {
		...spec,
		input: { kind: 'lines' },
		default: '',
		read: (stored) => new Set(splitList(stored).flatMap((entry) => parseAccount(entry) ?? [])),
		refuse: (entered) => {
			const wrong = splitList(entered).find((entry) => !parseAccount(entry));
			return wrong === undefined ? undefined : new Refusal('refused_account', { entry: shorten(wrong) });
		},
	};
}

/** OAuth clients as a JSON list; none of them when one is wrong. */
export function clientsSetting<const Id extends string>(
	spec: SettingPosition<Id>,
): Setting<Id, readonly TrustedClient[]> {
	return {
		...spec,
		input: { kind: 'json' },
		default: '[]',
		read: (stored) => {
			try {
				return parseTrustedClients(typeof stored === 'string' ? stored : '');
			} catch {
				return [];
			}
		},
		refuse: (entered) => {
			try {
				parseTrustedClients(typeof entered === 'string' ? entered : '?');
				return undefined;
			} catch (error) {
				if (error instanceof Refusal) {
					return error;
				}
				throw error;
			}
		},
	};
}

function readText(stored: unknown): string | undefined {
	return typeof stored === 'string' && stored.trim() !== '' ? stored.trim() : undefined;
}

function matchPattern(stored: unknown, { pattern, lowerCase }: Pattern): string | undefined {
	const value = readText(stored);
	if (value === undefined || !pattern.test(value)) {
		return undefined;
	}
	return lowerCase ? value.toLowerCase() : value;
}

function refuseUnlike(entered: unknown, spec: Pattern): Refusal | undefined {
	return matchPattern(entered, spec) === undefined ? new Refusal(spec.refusal) : undefined;
}

function isBlank(entered: unknown): boolean {
	return typeof entered === 'string' && entered.trim() === '';
}

/** A setting of numbers may hold one as text. */
function wholeNumber(value: unknown): number | undefined {
	const found = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : undefined;
}

function splitList(value: unknown): string[] {
	return typeof value === 'string' ? value.split(/[\s,;]+/).filter((entry) => entry !== '') : [];
}

/** All admins get to read it, and it may be a private key that somebody took for an address. */
function shorten(entry: string): string {
	return entry.length > 10 ? `${entry.slice(0, 10)}…` : entry;
}
