import { areSecretsEqual } from '../keys/digest';
import { toPlainServiceName } from '../setup/customOAuthTable';
import type { Facts } from './Facts';
import { error, type Finding, ok, warning } from './Finding';

/** Logins work whatever these hold. */
const IGNORED_FIELDS = [
	'-login_style',
	'-button_label_text',
	'-button_label_color',
	'-button_color',
	'-avatar_field',
];

/** Logins may work although these differ. */
const TOLERATED_FIELDS = [
	'-token_sent_via',
	'-identity_token_sent_via',
	'-scope',
	'-access_token_param',
	'-name_field',
	'-show_button',
];

/** The Custom OAuth service, field by field. */
export function checkCustomOAuth(facts: Facts): Finding[] {
	const { settings, server, prefix, table } = facts;
	const { serviceName } = settings;
	const name = toPlainServiceName(serviceName);
	if (name !== serviceName) {
		return [error('service-name', 'doctor_service_name', { name })];
	}
	if (server[prefix] === undefined) {
		return [error('service-name', 'doctor_service_missing', { name })];
	}
	const wrong = Object.keys(table)
		.filter((field) => !IGNORED_FIELDS.includes(field))
		.flatMap((field) => checkField(field, facts));
	return [ok('service-name'), ...(wrong.length > 0 ? wrong : [ok(prefix)]), ...checkEmail(facts)];
}

function checkField(field: string, { server, prefix, table }: Facts): Finding[] {
	const subject = `${prefix}${field}`;
	const found = String(server[subject] ?? '');
	const wanted = String(table[field]);
	if (field === '-secret') {
		return areSecretsEqual(found, wanted) ? [] : [error(subject, 'doctor_secret')];
	}
	if (found === wanted) {
		return [];
	}
	if (field.startsWith('-merge_users')) {
		return [error(subject, 'doctor_merge')];
	}
	const report = TOLERATED_FIELDS.includes(field) ? warning : error;
	return [report(subject, 'doctor_field', { found: found.slice(0, 100), wanted })];
}

function checkEmail({ settings, server, prefix }: Facts): Finding[] {
	const { emailDomain: domain } = settings;
	const needsEmail = server[`${prefix}-key_field`] === 'email' || Boolean(server[`${prefix}-email_field`]);
	if (needsEmail) {
		return [
			domain === undefined
				? error('email-domain', 'doctor_email_needed')
				: warning(`${prefix}-key_field`, 'doctor_by_email', { domain }),
		];
	}
	return [
		domain === undefined ? ok('email-domain') : warning('email-domain', 'doctor_email_domain', { domain }),
	];
}
