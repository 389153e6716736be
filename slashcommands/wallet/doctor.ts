import { examine } from '../../lib/doctor/examine';
import { type Finding, type Light, red } from '../../lib/doctor/Finding';
import { readChart } from '../../lib/host/readChart';
import { OAuthError } from '../../lib/oauth/OAuthError';
import type { TextKey } from '../../lib/text/texts';
import { asAdmin } from './asAdmin';
import type { WalletCall } from './WalletCall';

/** A sign, and the same as a word. */
const LIGHTS: Readonly<Record<Light, readonly [sign: string, word: TextKey]>> = {
	red: ['❌', 'doctor_red'],
	amber: ['⚠️', 'doctor_amber'],
	green: ['✅', 'doctor_green'],
};

/** Looks at everything that a login depends on, from the server's own side, and says how to mend each fault. */
export const doctor = asAdmin(async (call) => {
	const { say } = call;
	const findings = await findingsOf(call);
	const count = (light: Light) => findings.filter((finding) => finding.light === light).length;
	const lines = findings.map(({ light, subject, key, values }) => {
		const advice = key ? `: ${say(key, values)}` : '';
		const [sign, word] = LIGHTS[light];
		return `${sign} ${say(word)} \`${subject}\`${advice}`;
	});
	const summary = say('doctor_summary', { red: count('red'), amber: count('amber'), green: count('green') });
	return { text: [`*${summary}*`, ...lines, say('doctor_edition')].join('\n') };
});

async function findingsOf({ loader, read, http, now }: WalletCall): Promise<Finding[]> {
	try {
		return examine(await readChart(loader, read, http, now));
	} catch (error) {
		// Without an address or a key there is nothing to look at.
		if (error instanceof OAuthError) {
			return [red(error.reason === 'site_url' ? 'Site_Url' : 'keys', error.key)];
		}
		throw error;
	}
}
