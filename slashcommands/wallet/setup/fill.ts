import { makeButtonsBlock } from '../../../lib/host/blocks';
import { getFieldLabel } from '../../../lib/setup/customOAuthTable';
import { fillService } from '../../../lib/setup/fillService';
import type { Step } from './Service';
import { formatFieldLines, makeSecretButton } from './show';

/** `/wallet setup fill` or `fill email`: fills in the service's fields, and says what has really changed. */
export const fill: Step = async ({ call, fields: service, former, tables }) => {
	const { words, say, appId, now } = call;
	const table = words[0] === 'email' ? tables.email : tables.recommended;
	if (!table) {
		return { text: say('setup_domain_first') };
	}
	const filled = await fillService(table, service);
	if (Object.keys(filled.former).length > 0) {
		await former.add(filled.former, now);
	}
	const hasChanged = filled.changed.length > 0;
	const fields = filled.changed.map(getFieldLabel).join(', ');
	const changed = hasChanged ? [`✅ ${say('setup_changed', { fields })}`] : [];
	if (filled.refused.length > 0) {
		const values = formatFieldLines(table, filled.refused);
		return {
			text: [...changed, `❌ ${say('setup_refused')}`, ...values].join('\n'),
			blocks: filled.refused.includes('-secret') ? [makeSecretButton(call)] : [],
		};
	}
	const undo = { label: say('setup_undo'), types: 'setup undo' };
	return {
		text: [...(hasChanged ? changed : [`✅ ${say('setup_all_right')}`]), say('setup_next')].join('\n'),
		blocks: hasChanged ? [makeButtonsBlock(appId, [undo])] : [],
	};
};
