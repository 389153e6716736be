import { customOAuthPrefix } from '../serverSettings/customOAuthSettings';
import type { ServerSettings } from '../serverSettings/ServerSettings';
import type { IdentityFields } from './identity';

/** A Custom OAuth service as the admin configured it. */
export interface CustomOAuthService extends IdentityFields {
	/** In lower case, as in `/_oauth/<name>`. */
	name: string;
	serverUrl: string;
	authorizePath: string;
	tokenPath: string;
	identityPath: string;
	clientId: string;
	secret: string;
	scope: string;
	tokenSentVia: 'header' | 'payload';
	identitySentVia: 'header' | 'payload';
	accessTokenParam: string;
	/** Empty behaves as a popup in the classic client, as a redirect in the modern one. */
	loginStyle: 'redirect' | 'popup' | '';
	keyField: 'username' | 'email';
	mergeUsers: boolean;
	mergeUsersDistinctServices: boolean;
	rolesClaim: string;
	showButton: boolean;
	buttonLabel: string;
	buttonLabelColor: string;
	buttonColor: string;
}

function sentVia(value: string): 'header' | 'payload' {
	return value === 'header' ? 'header' : 'payload';
}

function loginStyle(value: string): CustomOAuthService['loginStyle'] {
	return value === 'redirect' || value === 'popup' ? value : '';
}

/** Reads the service `name` from the settings; undefined when there is none or it is switched off. */
export function findCustomOAuthService(
	settings: ServerSettings,
	name: string,
): CustomOAuthService | undefined {
	const prefix = customOAuthPrefix(name);
	if (!settings.enabled(prefix)) {
		return undefined;
	}
	const text = (suffix: string) => settings.text(`${prefix}-${suffix}`);
	const on = (suffix: string) => settings.enabled(`${prefix}-${suffix}`);
	const identitySentVia = text('identity_token_sent_via');
	return {
		name: name.toLowerCase(),
		serverUrl: text('url'),
		authorizePath: text('authorize_path'),
		tokenPath: text('token_path'),
		identityPath: text('identity_path'),
		clientId: text('id'),
		secret: text('secret'),
		scope: text('scope'),
		tokenSentVia: sentVia(text('token_sent_via')),
		identitySentVia: sentVia(identitySentVia === 'default' ? text('token_sent_via') : identitySentVia),
		accessTokenParam: text('access_token_param') || 'access_token',
		loginStyle: loginStyle(text('login_style')),
		keyField: text('key_field') === 'email' ? 'email' : 'username',
		usernameField: text('username_field').trim(),
		emailField: text('email_field').trim(),
		nameField: text('name_field').trim(),
		avatarField: text('avatar_field').trim(),
		mergeUsers: on('merge_users'),
		mergeUsersDistinctServices: on('merge_users_distinct_services'),
		rolesClaim: text('roles_claim') || 'roles',
		showButton: on('show_button'),
		buttonLabel: text('button_label_text'),
		buttonLabelColor: text('button_label_color'),
		buttonColor: text('button_color'),
	};
}

/** The services that are switched on, in the order they were added. */
export function enabledCustomOAuthServices(settings: ServerSettings): CustomOAuthService[] {
	return settings
		.customOAuthNames()
		.map((name) => findCustomOAuthService(settings, name))
		.filter((service) => service !== undefined);
}
