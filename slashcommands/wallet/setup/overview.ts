import { makeButtonsBlock, makeTextBlock } from '../../../lib/host/blocks';
import { findDifferences } from '../../../lib/setup/fillService';
import type { Step } from './Service';
import { getKindLabel } from './sign';

/** `/wallet setup`: shows what an admin can choose, and what it means. */
export const overview: Step = async ({ call, settings, fields, former, tables }) => {
	const { say, appId, now } = call;
	const table = tables.recommended;
	const all = Object.keys(table);
	const wrong = findDifferences(table, await fields.read(all));
	const canUndo = Object.keys(await former.read(now)).length > 0;
	const message = [
		`*1. ${say('setting_sign-in-message')}: ${getKindLabel(settings.signInMessage, say)}*`,
		say('setting_sign-in-message_description'),
	];
	const service = [
		`*2. ${say('setup_fields', { name: settings.serviceName, right: all.length - wrong.length, all: all.length })}*`,
		say('setup_recommended'),
		say('setup_with_email'),
	];
	return {
		text: message.join('\n'),
		blocks: [
			makeButtonsBlock(appId, [
				{ label: getKindLabel('siwe', say), types: 'setup sign siwe', style: 'primary' },
				{ label: getKindLabel('eip712', say), types: 'setup sign eip712' },
			]),
			makeTextBlock(appId, service.join('\n'), 'fields'),
			makeButtonsBlock(appId, [
				{ label: say('setup_fill'), types: 'setup fill', style: 'primary' },
				{ label: say('setup_fill_email'), types: 'setup fill email' },
				{ label: say('setup_show'), types: 'setup show' },
				...(canUndo ? [{ label: say('setup_undo'), types: 'setup undo' }] : []),
			]),
			makeTextBlock(appId, `*3.* ${say('setup_next')}`, 'next'),
		],
	};
};
