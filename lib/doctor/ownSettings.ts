import { parseAccount } from '../account';
import { ClientsRefused, parseTrustedClients } from '../trustedClients';
import type { Chart } from './Chart';
import { amber, type Finding, green, red } from './Finding';

/** The app's own settings and keys. */
export function ownFindings(chart: Chart): Finding[] {
	return [
		chart.settings.signInMessage === 'siwe'
			? green('sign-in-message')
			: amber('sign-in-message', 'doctor_eip712', { origin: new URL(chart.workspace.url).origin }),
		access(chart),
		trustedClients(chart),
		chart.hasSigningKeys ? green('keys') : red('keys', 'doctor_keys'),
	];
}

function access({ settings, typed }: Chart): Finding {
	if (settings.access !== 'listed') {
		return green('access');
	}
	if (settings.allowedAccounts.size === 0) {
		return red('allowed-accounts', 'doctor_nobody');
	}
	const lines = String(typed['allowed-accounts']).split(/[\s,;]+/);
	const wrong = lines.find((line) => line !== '' && parseAccount(line) === undefined);
	return wrong === undefined
		? green('allowed-accounts')
		: amber('allowed-accounts', 'doctor_no_account', { line: wrong.slice(0, 60) });
}

function trustedClients({ typed }: Chart): Finding {
	try {
		parseTrustedClients(String(typed['trusted-clients'] ?? ''));
		return green('trusted-clients');
	} catch (error) {
		if (error instanceof ClientsRefused) {
			return red('trusted-clients', error.key, error.values);
		}
		throw error;
	}
}
