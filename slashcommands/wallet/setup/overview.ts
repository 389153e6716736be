import { buttonsBlock, textBlock } from '../../../lib/host/blocks';
import { findDifferences } from '../../../lib/setup/fillService';
import type { Step } from './Service';
import { kindLabel } from './sign';

/** `/wallet setup`: shows what an admin can choose, and what it means. */
export const overview: Step = async ({ call, settings, fields, former, tables }) => {
	const { say, appId, now } = call;
	const table = tables.recommended;
	const all = Object.keys(table);
	const wrong = findDifferences(table, await fields.read(all));
	const canUndo = Object.keys(await former.read(now)).length > 0;
	const message = [
		`*1. ${say('setting_sign-in-message')}: ${kindLabel(settings.signInMessage, say)}*`,
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
			buttonsBlock(appId, [
				{ label: kindLabel('siwe', say), types: 'setup sign siwe', style: 'primary' },
				{ label: kindLabel('eip712', say), types: 'setup sign eip712' },
			]),
			textBlock(appId, service.join('\n'), 'fields'),
			buttonsBlock(appId, [
				{ label: say('setup_fill'), types: 'setup fill', style: 'primary' },
				{ label: say('setup_fill_email'), types: 'setup fill email' },
				{ label: say('setup_show'), types: 'setup show' },
				...(canUndo ? [{ label: say('setup_undo'), types: 'setup undo' }] : []),
			]),
			textBlock(appId, `*3.* ${say('setup_next')}`, 'next'),
		],
	};
};
