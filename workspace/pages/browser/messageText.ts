import { element } from './element';

/** `[text](https://…)`, a bare address, `code` or *bold*: the part of Rocket.Chat's markdown that commands answer in. */
const MARKUP = /\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)|(https?:\/\/[^\s)]+)|`([^`]+)`|\*([^*\n]+)\*/g;

function link(text: string, href: string): HTMLAnchorElement {
	return element('a', { href, target: '_blank', rel: 'noopener' }, text);
}

/** A message's text as nodes. */
export function messageText(text: string): (Node | string)[] {
	const nodes: (Node | string)[] = [];
	let end = 0;
	for (const match of text.matchAll(MARKUP)) {
		const [all, label, target, address, code, bold] = match;
		nodes.push(text.slice(end, match.index));
		end = match.index + all.length;
		if (label && target) nodes.push(link(label, target));
		else if (address) nodes.push(link(address, address));
		else if (code) nodes.push(element('code', {}, code));
		else nodes.push(element('strong', {}, bold ?? ''));
	}
	return [...nodes, text.slice(end)];
}
