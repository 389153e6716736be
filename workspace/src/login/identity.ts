import { type Identity, isIdentity, readField } from './fieldTemplate';
import { findIdentityId } from './identityId';

/** Custom OAuth's settings that say which claim is which; empty means not configured. */
export interface IdentityFields {
	usernameField: string;
	emailField: string;
	nameField: string;
	avatarField: string;
}

const NAME_KEYS = ['name', 'username', 'nickname', 'CharacterName', 'userName', 'preferred_username'];

function requiredField(label: string, template: string, identity: Identity): unknown {
	const value = readField(template, identity);
	if (!value) {
		throw new Error(`CustomOAuth: ${label} field "${template}" not found in data`);
	}
	return value;
}

function defaultName(identity: Identity): unknown {
	const key = NAME_KEYS.find((candidate) => identity[candidate]);
	if (key) {
		return identity[key];
	}
	return isIdentity(identity.user) ? identity.user.name : undefined;
}

/** MongoDB of that time allowed no dot in a key: they become underscores, at every depth. */
function renameDottedKeys(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.map(renameDottedKeys);
	}
	if (!isIdentity(value)) {
		return value;
	}
	return renameIdentityKeys(value);
}

function renameIdentityKeys(identity: Identity): Identity {
	return Object.fromEntries(
		Object.entries(identity).map(([key, value]) => [key.replaceAll('.', '_'), renameDottedKeys(value)]),
	);
}

/**
 * Turns an identity endpoint's answer into what Rocket.Chat keeps of it: `id` found, `username`, `email`,
 * `name` and `avatarUrl` filled from the configured fields, dots in keys renamed.
 *
 * @throws Error when a configured username or e-mail field is missing: the login fails.
 */
export function transformIdentity(raw: Identity, fields: IdentityFields): Identity {
	const identity = { ...findIdentityId(raw) };
	if (fields.usernameField) {
		identity.username = requiredField('Username', fields.usernameField, identity);
	}
	if (fields.emailField) {
		identity.email = requiredField('Email', fields.emailField, identity);
	}
	if (fields.avatarField) {
		identity.avatarUrl = readField(fields.avatarField, identity);
	}
	const name = fields.nameField ? readField(fields.nameField, identity) : undefined;
	identity.name = name || defaultName(identity);
	return renameIdentityKeys(identity);
}
