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
type PressHandler = (what: Press) => void;

function labelOf(text: unknown): string {
	return isRecord(text) && typeof text.text === 'string' ? text.text : '';
}

/** A text object's content: only `mrkdwn` has markup. */
function textNodes(text: unknown): (Node | string)[] {
	return isRecord(text) && text.type === 'mrkdwn' ? messageText(labelOf(text)) : [labelOf(text)];
}

function button(made: Block, { appId, blockId }: Block, press: PressHandler): HTMLElement {
	const { style, url, value, actionId } = made;
	const className = style === 'primary' || style === 'danger' ? `button ${style}` : 'button';
	const shown =
		typeof url === 'string'
			? element('a', { className, href: url, target: '_blank', rel: 'noopener' }, labelOf(made.text))
			: element('button', { type: 'button', className }, labelOf(made.text));
	const what = {
		appId: String(appId),
		blockId: String(blockId),
		actionId: String(actionId),
		value: String(value ?? ''),
	};
	// A link is an action as well: the app hears of the click while the browser follows it.
	shown.addEventListener('click', () => press(what));
	return shown;
}

function section(block: Block, press: PressHandler): HTMLElement {
	const texts = [block.text, ...records(block.fields)].filter((text) => text !== undefined);
	const words = element('div', {}, ...texts.map((text) => element('p', {}, ...textNodes(text))));
	const accessory = isRecord(block.accessory) ? [button(block.accessory, block, press)] : [];
	return element('div', { className: 'section' }, words, ...accessory);
}

/** The UIKit blocks of a message that answers of commands use: section, context, actions with buttons, divider. */
export function messageBlocks(blocks: unknown, press: PressHandler): HTMLElement[] {
	return records(blocks).map((block) => {
		switch (block.type) {
			case 'divider':
				return element('hr');
			case 'actions': {
				const buttons = records(block.elements).map((each) => button(each, block, press));
				return element('div', { className: 'row' }, ...buttons);
			}
			case 'context':
				return element('p', { className: 'muted' }, ...records(block.elements).flatMap(textNodes));
			default:
				return section(block, press);
		}
	});
}
