import { isRecord, records } from './api';
import { element } from './element';
import { messageText } from './messageText';

/** What the press of a button in a message sends to its app. */
export interface Press {
	appId: string;
	actionId: string;
	blockId: string;
	value: string;
}

type Block = Record<string, unknown>;

function text(value: unknown): string {
	return isRecord(value) && typeof value.text === 'string' ? value.text : '';
}

function button(block: Block, appId: string, blockId: string, press: (what: Press) => void): HTMLElement {
	const label = text(block.text);
	if (typeof block.url === 'string') {
		return element('a', { className: 'button', href: block.url, target: '_blank', rel: 'noopener' }, label);
	}
	const style = block.style === 'primary' || block.style === 'danger' ? block.style : '';
	const made = element('button', { type: 'button', className: style }, label);
	const what = { appId, actionId: String(block.actionId), blockId, value: String(block.value ?? '') };
	made.addEventListener('click', () => press(what));
	return made;
}

/** The UIKit blocks of a message that answers of commands use: section, context, actions with buttons, divider. */
export function messageBlocks(blocks: unknown, press: (what: Press) => void): HTMLElement[] {
	return records(blocks).map((block) => {
		const appId = String(block.appId ?? '');
		const blockId = String(block.blockId ?? '');
		if (block.type === 'divider') {
			return element('hr');
		}
		if (block.type === 'actions') {
			const buttons = records(block.elements).map((each) => button(each, appId, blockId, press));
			return element('div', { className: 'row' }, ...buttons);
		}
		if (block.type === 'context') {
			const nodes = records(block.elements).flatMap((each) =>
				messageText(typeof each.text === 'string' ? each.text : text(each.text)),
			);
			return element('p', { className: 'muted' }, ...nodes);
		}
		const accessory = isRecord(block.accessory) ? [button(block.accessory, appId, blockId, press)] : [];
		const fields = records(block.fields).map((field) => element('p', {}, ...messageText(text(field))));
		return element('div', {}, element('p', {}, ...messageText(text(block.text))), ...fields, ...accessory);
	});
}
