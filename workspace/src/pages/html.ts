const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Markup. Only `html` makes it, so no text gets into it unescaped. */
export class Html {
	private constructor(private readonly markup: string) {}

	static of(parts: readonly string[], values: readonly (string | Html)[]): Html {
		const escaped = values.map((value) => (value instanceof Html ? value.markup : escapeText(value)));
		return new Html(parts.map((part, index) => part + (escaped[index] ?? '')).join(''));
	}

	toString(): string {
		return this.markup;
	}
}

/** A template of markup: values are escaped, for content and for quoted attributes, unless they are markup. */
export function html(parts: TemplateStringsArray, ...values: (string | Html)[]): Html {
	return Html.of(parts, values);
}

function escapeText(text: string): string {
	return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
