import { diagnose } from '../../lib/doctor/diagnose';
import { error, type Finding, type Level } from '../../lib/doctor/Finding';
import { readFacts } from '../../lib/host/readFacts';
import { OAuthError } from '../../lib/oauth/OAuthError';
import type { TextKey } from '../../lib/text/translate';
import { onlyForAdmins } from './onlyForAdmins';
import type { WalletCall } from './WalletCall';

/** How a level is shown: a sign for the eye, and a word for those who can't see it. */
const LEVELS: Readonly<Record<Level, { readonly sign: string; readonly word: TextKey }>> = {
	error: { sign: '❌', word: 'doctor_red' },
	warning: { sign: '⚠️', word: 'doctor_amber' },
	ok: { sign: '✅', word: 'doctor_green' },
};

/** Checks everything that a login depends on, from the server's side, and says how to fix what is wrong. */
export const doctor = onlyForAdmins(async (call) => {
	const { say } = call;
	const findings = await findFaults(call);
	const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
	const lines = findings.map(({ level, subject, advice }) => {
		const { sign, word } = LEVELS[level];
		return `${sign} ${say(word)} \`${subject}\`${advice ? `: ${say(advice.key, advice.values)}` : ''}`;
	});
	const summary = say('doctor_summary', {
		red: count('error'),
		amber: count('warning'),
		green: count('ok'),
	});
	return { text: [`*${summary}*`, ...lines, say('doctor_edition')].join('\n') };
});

async function findFaults(call: WalletCall): Promise<Finding[]> {
	try {
		return diagnose(await readFacts(call.loader, call, call.now));
	} catch (cause) {
		// Without an address or a key there is nothing to check.
		if (cause instanceof OAuthError) {
			return [error(cause.reason === 'site_url' ? 'Site_Url' : 'keys', cause.key)];
		}
		throw cause;
	}
}
