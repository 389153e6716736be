import { element } from './element';

/**
 * A block of code, `code`, `[text](https://…)`, a bare address or *bold*: the part of Rocket.Chat's markdown that
 * commands answer in.
 */
const MARKUP =
	/```\n?([\s\S]+?)\n?```|`([^`\n]+)`|\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)|(https?:\/\/[^\s)`]+)|\*([^*\n]+)\*/g;

function link(text: string, href: string): HTMLAnchorElement {
	return element('a', { href, target: '_blank', rel: 'noopener' }, text);
}

/** A message's text as nodes. */
export function messageText(text: string): (Node | string)[] {
	const nodes: (Node | string)[] = [];
	let end = 0;
	for (const match of text.matchAll(MARKUP)) {
		const [all, block, code, label, target, address, bold] = match;
		nodes.push(text.slice(end, match.index));
		end = match.index + all.length;
		if (block) {
			nodes.push(element('pre', {}, block));
		} else if (label && target) {
			nodes.push(link(label, target));
		} else if (address) {
			nodes.push(link(address, address));
		} else if (code) {
			nodes.push(element('code', {}, code));
		} else {
			nodes.push(element('strong', {}, bold ?? ''));
		}
	}
	return [...nodes, text.slice(end)];
}
