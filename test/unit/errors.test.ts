import { expect, test } from 'vitest';
import { ERRORS } from '../../lib/oauth/errors';
import { translate } from '../../lib/text/translate';

const visitorErrors = Object.entries(ERRORS).filter(([, { reader }]) => reader === 'visitor');

test.each(visitorErrors)(
	'%s, which a person reads who logs in, names no parameter of the protocol',
	(_name, error) => {
		expect(translate(error.text)).not.toMatch(/[a-z]_[a-z]|PKCE|JSON|base64|https?:|\{/);
	},
);

test.each(Object.entries(ERRORS))('%s has a text of its kind', (_name, error) => {
	expect(error.text).toMatch(/^error_/);
});
