import { expect, test } from 'vitest';
import { codeTypedData, UNSIGNED } from '../../lib/typedData';
import { workspaceOf } from '../../lib/workspace';

test.each([
	['https://chat.example.com', 'https://chat.example.com'],
	['https://chat.example.com/', 'https://chat.example.com'],
	['https://chat.example.com/chat/', 'https://chat.example.com/chat'],
	['http://localhost:3000/?x#y', 'http://localhost:3000'],
])('Site_Url %s is the workspace %s', (siteUrl, url) => {
	expect(workspaceOf(siteUrl, 'Acme', 'id').url).toBe(url);
	expect(workspaceOf(siteUrl, 'Acme', 'id').issuer).toBe(`${url}/api/apps/public/id`);
});

test.each(['', 'chat.example.com', 'javascript:alert(1)', null, undefined])(
	'Site_Url %j is no address',
	(siteUrl) => {
		expect(() => workspaceOf(siteUrl, 'Acme', 'id')).toThrow(TypeError);
	},
);

test('no line break or control character of Site_Name reaches the signed sentence', () => {
	const workspace = workspaceOf(
		'https://chat.example.com',
		'Acme\n\nURI: https://evil.example\u202e\u0000',
		'id',
	);
	const { action } = codeTypedData('challenge', workspace, UNSIGNED).message;
	expect(action).toBe(
		'Sign in to Acme URI: https://evil.example. Only sign this at https://chat.example.com.',
	);
});

test('a workspace without a name is called by its host', () => {
	expect(workspaceOf('https://chat.example.com/x', '  ', 'id').name).toBe('chat.example.com');
});
