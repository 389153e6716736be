import { addressFindings } from './address';
import type { Chart } from './Chart';
import { customOAuthFindings } from './customOAuth';
import type { Finding, Light } from './Finding';
import { ownFindings } from './ownSettings';
import { rocketChatFindings } from './rocketChat';

const WORST_FIRST: readonly Light[] = ['red', 'amber', 'green'];

/** Looks at everything; gives what it found, the worst first. */
export function examine(chart: Chart): Finding[] {
	const findings = [
		...addressFindings(chart),
		...customOAuthFindings(chart),
		...rocketChatFindings(chart),
		...ownFindings(chart),
	];
	return WORST_FIRST.flatMap((light) => findings.filter((finding) => finding.light === light));
}
