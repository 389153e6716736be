import { getFieldLabel } from '../../../lib/setup/customOAuthTable';
import { fillService } from '../../../lib/setup/fillService';
import type { Step } from './Service';
import { formatFieldLines } from './show';

/** `/wallet setup undo`: restores what the fields held before the first setup of the last day. */
export const undo: Step = async ({ call, fields, former }) => {
	const { say, now } = call;
	const table = await former.read(now);
	if (Object.keys(table).length === 0) {
		return { text: say('setup_nothing_to_undo') };
	}
	const { changed, refused } = await fillService(table, fields);
	if (refused.length > 0) {
		return { text: [`❌ ${say('setup_refused')}`, ...formatFieldLines(table, refused)].join('\n') };
	}
	await former.remove();
	return { text: `✅ ${say('setup_undone', { fields: changed.map(getFieldLabel).join(', ') })}` };
};
