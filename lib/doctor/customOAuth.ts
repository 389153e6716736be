import { equalSecrets } from '../keys/digest';
import { plainServiceName } from '../setup/customOAuthTable';
import type { Chart } from './Chart';
import { amber, type Finding, green, red } from './Finding';

/** A matter of taste: whatever these fields hold, logins work. */
const FREE = ['-login_style', '-button_label_text', '-button_label_color', '-button_color', '-avatar_field'];

/** Logins may work all the same. */
const MAY_DIFFER = [
	'-token_sent_via',
	'-identity_token_sent_via',
	'-scope',
	'-access_token_param',
	'-name_field',
	'-show_button',
];

/** The Custom OAuth service, field by field. */
export function customOAuthFindings(chart: Chart): Finding[] {
	const { settings, server, prefix, table } = chart;
	const { serviceName } = settings;
	const name = plainServiceName(serviceName);
	if (name !== serviceName) {
		return [red('service-name', 'doctor_service_name', { name })];
	}
	if (server[prefix] === undefined) {
		return [red('service-name', 'doctor_service_missing', { name })];
	}
	const wrong = Object.keys(table)
		.filter((field) => !FREE.includes(field))
		.flatMap((field) => fieldFindings(field, chart));
	return [green('service-name'), ...(wrong.length > 0 ? wrong : [green(prefix)]), ...emailFindings(chart)];
}

function fieldFindings(field: string, { server, prefix, table }: Chart): Finding[] {
	const subject = `${prefix}${field}`;
	const found = String(server[subject] ?? '');
	const wanted = String(table[field]);
	if (field === '-secret') {
		return equalSecrets(found, wanted) ? [] : [red(subject, 'doctor_secret')];
	}
	if (found === wanted) {
		return [];
	}
	if (field.startsWith('-merge_users')) {
		return [red(subject, 'doctor_merge')];
	}
	const light = MAY_DIFFER.includes(field) ? amber : red;
	return [light(subject, 'doctor_field', { found: found.slice(0, 100), wanted })];
}

function emailFindings({ settings, server, prefix }: Chart): Finding[] {
	const { emailDomain: domain } = settings;
	const needsEmail = server[`${prefix}-key_field`] === 'email' || Boolean(server[`${prefix}-email_field`]);
	if (needsEmail) {
		return [
			domain === undefined
				? red('email-domain', 'doctor_email_needed')
				: amber(`${prefix}-key_field`, 'doctor_by_email', { domain }),
		];
	}
	return [
		domain === undefined ? green('email-domain') : amber('email-domain', 'doctor_email_domain', { domain }),
	];
}
