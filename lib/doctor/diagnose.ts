import { checkAddress } from './checkAddress';
import { checkCustomOAuth } from './checkCustomOAuth';
import { checkOwnSettings } from './checkOwnSettings';
import { checkRocketChat } from './checkRocketChat';
import type { Facts } from './Facts';
import type { Finding, Level } from './Finding';

const WORST_FIRST: readonly Level[] = ['error', 'warning', 'ok'];

/** Checks everything; gives what it found, the worst first. */
export function diagnose(facts: Facts): Finding[] {
	const findings = [
		...checkAddress(facts),
		...checkCustomOAuth(facts),
		...checkRocketChat(facts),
		...checkOwnSettings(facts),
	];
	return WORST_FIRST.flatMap((level) => findings.filter((finding) => finding.level === level));
}
