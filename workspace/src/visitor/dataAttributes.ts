const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The `data-` attributes of a page's body, by name without `data-`. */
export function dataAttributes(html: string): Record<string, string> {
	const [, body = ''] = /<body([^>]*)>/.exec(html) ?? [];
	const attributes = body.matchAll(/data-([\w-]+)="([^"]*)"/g);
	return Object.fromEntries(
		[...attributes].map(([, name = '', value = '']) => [
			name,
			value.replaceAll(/&(#?\w+);/g, (entity, key: string) => ENTITIES[key] ?? entity),
		]),
	);
}
