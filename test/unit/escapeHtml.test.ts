import { expect, test } from 'vitest';
import { escapeHtml, scriptJson } from '../../page/escapeHtml';

test('nothing that ends a text or an attribute comes through', () => {
	expect(escapeHtml(`<b a="x" b='y'>&`)).toBe('&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;');
});

test('JSON in a script element can not end the element', () => {
	const json = scriptJson({ text: '</script><!--' });
	expect(json).not.toContain('<');
	expect(JSON.parse(json)).toEqual({ text: '</script><!--' });
});
