import { isRecord, records } from './api';
import { element } from './element';

/** One of what a setting may be. */
type Choice = [value: string, label: string];

/** A setting of the server or of an app, as its API shows it. */
export interface ShownSetting {
	id: string;
	label: string;
	description: string;
	type: string;
	value: string | number | boolean;
	/** The choices of a select, by value. */
	choices: Choice[];
	multiline: boolean;
}

const NOT_KNOWN: Record<string, string> = {};

function value(raw: unknown): ShownSetting['value'] {
	return typeof raw === 'number' || typeof raw === 'boolean' ? raw : String(raw ?? '');
}

/**
 * Reads a setting.
 *
 * @param texts translations of the keys in `i18nLabel` and the like
 */
export function readSetting(raw: Record<string, unknown>, texts = NOT_KNOWN): ShownSetting {
	const translate = (key: unknown) => (typeof key === 'string' ? (texts[key] ?? key) : '');
	const id = String(raw.id ?? raw._id);
	return {
		id,
		label: translate(raw.i18nLabel) || id,
		description: translate(raw.i18nDescription),
		type: String(raw.type),
		value: value(raw.value ?? raw.packageValue),
		choices: records(raw.values).map((choice) => [String(choice.key), translate(choice.i18nLabel)]),
		multiline: raw.multiline === true || raw.type === 'code',
	};
}

function control(setting: ShownSetting): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
	const text = String(setting.value);
	if (setting.type === 'boolean') {
		return element('input', { type: 'checkbox', checked: setting.value === true });
	}
	if (setting.choices.length > 0) {
		const options = setting.choices.map(([value, label]) => element('option', { value }, label));
		const select = element('select', {}, ...options);
		select.value = text;
		return select;
	}
	if (setting.multiline) {
		return element('textarea', { value: text });
	}
	const types: Record<string, string> = { int: 'number', number: 'number', password: 'password' };
	return element('input', { type: types[setting.type] ?? 'text', value: text, autocomplete: 'off' });
}

function read(field: ReturnType<typeof control>, setting: ShownSetting): ShownSetting['value'] {
	if (field instanceof HTMLInputElement && field.type === 'checkbox') {
		return field.checked;
	}
	return typeof setting.value === 'number' ? Number(field.value) : field.value;
}

/** A labelled field for a setting; `changed` is called with the new value. */
export function settingField(
	setting: ShownSetting,
	changed: (value: ShownSetting['value']) => void,
): HTMLElement {
	const field = control(setting);
	field.addEventListener('change', () => changed(read(field, setting)));
	const description = setting.description ? [element('small', {}, setting.description)] : [];
	if (setting.type === 'boolean') {
		return element('label', { className: 'switch' }, field, setting.label, ...description);
	}
	return element('label', {}, setting.label, field, ...description);
}

/** Fields in a form, where browsers want a password to be. Each saves itself, so there is nothing to send. */
export function settingsForm(fields: HTMLElement[]): HTMLFormElement {
	const form = element('form', { autocomplete: 'off' }, ...fields);
	form.onsubmit = (event) => event.preventDefault();
	return form;
}

/** Translations of a language out of an app's description, English unless it lacks. */
export function appTexts(languages: unknown): Record<string, string> {
	const english = isRecord(languages) ? languages.en : undefined;
	const entries = Object.entries(isRecord(english) ? english : {});
	return Object.fromEntries(entries.map(([key, text]) => [key, String(text)]));
}
