import { checkSetting, checkSettings } from '../settings/AppSettings';
import { getStatusOrReason } from './checkAddress';
import type { Facts } from './Facts';
import { error, type Finding, ok, warning } from './Finding';

/** The app's own settings and keys. */
export function checkOwnSettings(facts: Facts): Finding[] {
	return [
		checkMessageKind(facts),
		...checkValues(facts),
		checkAccess(facts),
		...checkServiceAccount(facts),
		checkKeys(facts),
	];
}

function checkMessageKind({ settings, site }: Facts): Finding {
	return settings.signInMessage === 'siwe'
		? ok('sign-in-message')
		: warning('sign-in-message', 'doctor_eip712', { origin: new URL(site.url).origin });
}

/** An older version, or a hand in the database, may have stored a value that is refused today. */
function checkValues({ stored }: Facts): Finding[] {
	const wrong = Object.entries(stored).flatMap(([id, value]) => {
		const refusal = checkSetting(id, value);
		return refusal ? [error(id, refusal.key, refusal.values)] : [];
	});
	const shared = checkSettings(stored);
	return shared ? [...wrong, error('trusted-clients', shared.key, shared.values)] : wrong;
}

function checkAccess({ settings }: Facts): Finding {
	const letsNobodyIn = settings.access === 'listed' && settings.allowedAccounts.size === 0;
	return letsNobodyIn ? error('allowed-accounts', 'doctor_nobody') : ok('access');
}

/** Most workspaces have none. */
function checkServiceAccount({ reached }: Facts): Finding[] {
	const serviceAccount = reached?.serviceAccount;
	if (!serviceAccount) {
		return [];
	}
	const works =
		serviceAccount.kind === 'answered' &&
		serviceAccount.status === 200 &&
		serviceAccount.json.active !== false;
	// Whether it may make login tokens shows only when one is made.
	return [
		works
			? ok('service-account-id')
			: error('service-account-id', 'doctor_service_account', { status: getStatusOrReason(serviceAccount) }),
	];
}

function checkKeys({ hasSigningKeys }: Facts): Finding {
	return hasSigningKeys ? ok('keys') : error('keys', 'doctor_keys');
}
