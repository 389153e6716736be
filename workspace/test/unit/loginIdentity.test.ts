import { expect, test } from 'vitest';
import { transformIdentity } from '../../src/login/identity';

const NO_FIELDS = { usernameField: '', emailField: '', nameField: '', avatarField: '' };

test.each<[string, Record<string, unknown>, unknown]>([
	['id before all others', { id: 1, _id: 2, sub: 3 }, 1],
	['_id before ID', { ID: 2, _id: 1 }, 1],
	['ID before user_id', { user_id: 2, ID: 1 }, 1],
	['user_id before CharacterID', { CharacterID: 2, user_id: 1 }, 1],
	['CharacterID before user.userid', { user: { userid: 2 }, CharacterID: 1 }, 1],
	['user.userid before phid', { phid: 2, user: { userid: 1 } }, 1],
	['phid before sub', { sub: 2, phid: 1 }, 1],
	['sub before userid', { userid: 2, sub: 1 }, 1],
	['metadata.uid before userid', { userid: 2, metadata: { uid: 1 } }, 1],
	['userid', { userid: 1 }, 1],
	['ocs.data.id last', { ocs: { data: { id: 1 } } }, 1],
	['nothing known', { account: 1 }, undefined],
])('the id is taken from %s', (_, identity, id) => {
	expect(transformIdentity(identity, NO_FIELDS).id).toBe(id);
});

test('a claim named result replaces the whole identity', () => {
	expect(transformIdentity({ id: 1, email: 'a@x.test', result: { id: 2 } }, NO_FIELDS)).toEqual({
		id: 2,
		name: undefined,
	});
});

test('a claim named emails becomes the e-mail address', () => {
	const identity = { id: 1, emails: [{ address: 'a@x.test' }, { address: 'b@x.test' }] };
	expect(transformIdentity(identity, NO_FIELDS).email).toBe('a@x.test');
});

test('dots in keys become underscores at every depth', () => {
	const transformed = transformIdentity({ id: 1, 'a.b.c': [{ 'd.e': 1 }] }, NO_FIELDS);
	expect(transformed).toMatchObject({ a_b_c: [{ d_e: 1 }] });
});

test.each([
	['a path', 'user.login', 'ada'],
	['a template', '{{first}}.{{last}}', 'Ada.Lovelace'],
	['a regular expression in a template', '{{/^(.+)@/::mail}}', 'ada.l'],
])('a field is read by %s', (_, usernameField, username) => {
	const identity = { id: 1, first: 'Ada', last: 'Lovelace', mail: 'ada.l@x.test', user: { login: 'ada' } };
	expect(transformIdentity(identity, { ...NO_FIELDS, usernameField }).username).toBe(username);
});

test.each(['usernameField', 'emailField'])('a configured %s that is missing fails the login', (field) => {
	expect(() => transformIdentity({ id: 1 }, { ...NO_FIELDS, [field]: 'nick' })).toThrow('"nick" not found');
});

test('a configured name field that is missing falls back to the usual names', () => {
	const identity = { id: 1, preferred_username: 'ada' };
	expect(transformIdentity(identity, { ...NO_FIELDS, nameField: 'nick' }).name).toBe('ada');
});
