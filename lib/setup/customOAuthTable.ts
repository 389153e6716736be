/** The fields of a Custom OAuth service, by how their setting's id ends. */
export type CustomOAuthTable = Readonly<Record<string, string | boolean>>;

/** What the ids of a service's settings start with: Rocket.Chat capitalizes its plain name. */
export function getCustomOAuthPrefix(serviceName: string): string {
	const name = toPlainServiceName(serviceName);
	return `Accounts_OAuth_Custom-${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The name that Rocket.Chat makes of a service's name, as in its redirect URIs. */
export function toPlainServiceName(serviceName: string): string {
	return serviceName.toLowerCase().replace(/[^a-z0-9_]/g, '');
}

/** Where the app is, and the credentials it asks for. */
interface Access {
	readonly issuer: string;
	readonly clientId: string;
	readonly clientSecret: string;
}

/** The recommended fields: Rocket.Chat finds users by name, and nobody needs an e-mail address. */
export function makeRecommendedTable(access: Access): CustomOAuthTable {
	return {
		...common(access),
		'-scope': 'openid',
		'-key_field': 'username',
		'-username_field': 'preferred_username',
		'-email_field': '',
		'-name_field': 'name',
		'-avatar_field': 'picture',
	};
}

/** The fields of the prototype's documentation. They need the app's setting `email-domain`. */
export function makeEmailTable(access: Access): CustomOAuthTable {
	return {
		...common(access),
		'-scope': 'openid profile email',
		'-key_field': 'email',
		'-username_field': 'account',
		'-email_field': 'email',
		'-name_field': 'account',
	};
}

function common({ issuer, clientId, clientSecret }: Access): CustomOAuthTable {
	return {
		'': true,
		'-url': issuer,
		'-token_path': '/token',
		'-token_sent_via': 'header',
		'-identity_token_sent_via': 'header',
		'-identity_path': '/userinfo',
		'-authorize_path': '/authorize',
		'-access_token_param': 'access_token',
		'-id': clientId,
		'-secret': clientSecret,
		'-login_style': 'redirect',
		'-button_label_text': 'MetaMask',
		'-button_label_color': '#24272A',
		'-button_color': '#F6851B',
		'-merge_users': true,
		'-merge_users_distinct_services': true,
		'-show_button': true,
	};
}

/** The labels on Rocket.Chat's page, in English. */
const LABELS: Readonly<Record<string, string>> = {
	'': 'Enable',
	'-url': 'URL',
	'-token_path': 'Token Path',
	'-token_sent_via': 'Token Sent Via',
	'-identity_token_sent_via': 'Identity Token Sent Via',
	'-identity_path': 'Identity Path',
	'-authorize_path': 'Authorize Path',
	'-scope': 'Scope',
	'-access_token_param': 'Param Name for access token',
	'-id': 'Id',
	'-secret': 'Secret',
	'-login_style': 'Login Style',
	'-button_label_text': 'Button Text',
	'-button_label_color': 'Button Text Color',
	'-button_color': 'Button Color',
	'-key_field': 'Key Field',
	'-username_field': 'Username field',
	'-email_field': 'Email field',
	'-name_field': 'Name field',
	'-avatar_field': 'Avatar field',
	'-merge_users': 'Merge users',
	'-merge_users_distinct_services': 'Merge users from distinct services',
	'-show_button': 'Show Button on Login Page',
};

/** A field's label on Rocket.Chat's page. */
export function getFieldLabel(field: string): string {
	return LABELS[field] ?? field;
}
