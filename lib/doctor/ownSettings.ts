import { refuseSetting } from '../settings/AppSettings';
import type { Chart } from './Chart';
import { amber, type Finding, green, red } from './Finding';

/** The app's own settings and keys. */
export function ownFindings(chart: Chart): Finding[] {
	return [messageKind(chart), ...values(chart), ...access(chart), ...serviceAccount(chart), keys(chart)];
}

function messageKind({ settings, workspace }: Chart): Finding {
	return settings.signInMessage === 'siwe'
		? green('sign-in-message')
		: amber('sign-in-message', 'doctor_eip712', { origin: new URL(workspace.url).origin });
}

/** A value that would be refused today may have been taken by an older version, or in the database. */
function values({ typed }: Chart): Finding[] {
	return Object.entries(typed).flatMap(([id, value]) => {
		const refusal = refuseSetting(id, value);
		return refusal ? [red(id, refusal.key, refusal.values)] : [];
	});
}

function access({ settings }: Chart): Finding[] {
	const letsNobodyIn = settings.access === 'listed' && settings.allowedAccounts.size === 0;
	return [letsNobodyIn ? red('allowed-accounts', 'doctor_nobody') : green('access')];
}

/** Most workspaces have none. */
function serviceAccount({ serviceAccount }: Chart): Finding[] {
	if (!serviceAccount) {
		return [];
	}
	const { status, json, failure } = serviceAccount;
	// Whether it may make login tokens shows only when one is made.
	return [
		status === 200 && json.active !== false
			? green('service-account-id')
			: red('service-account-id', 'doctor_service_account', { status: status || failure }),
	];
}

function keys({ hasSigningKeys }: Chart): Finding {
	return hasSigningKeys ? green('keys') : red('keys', 'doctor_keys');
}
