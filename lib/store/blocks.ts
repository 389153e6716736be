/** What a click does: run an action of the app, or open an address (Rocket.Chat UI Kit). */
interface Button {
	readonly type: 'button';
	readonly actionId: string;
	readonly text: { readonly type: 'plain_text'; readonly text: string };
	readonly value?: string;
	readonly url?: string;
	readonly style: 'primary' | 'danger';
}

/** What a message shows in place of its text (Rocket.Chat UI Kit). */
export interface Block {
	readonly type: 'section' | 'actions';
	readonly appId: string;
	readonly blockId: string;
	readonly text?: { readonly type: 'mrkdwn'; readonly text: string };
	readonly accessory?: Button;
	readonly elements?: readonly Button[];
}

/** A text of its own. */
export function textBlock(appId: string, text: string): Block {
	return { type: 'section', appId, blockId: 'text', text: { type: 'mrkdwn', text } };
}

/** A button that opens an address. */
export function linkBlock(appId: string, label: string, url: string): Block {
	const link: Button = { ...button('open', label), url, style: 'primary' };
	return { type: 'actions', appId, blockId: 'open', elements: [link] };
}

/** A line with a button that runs an action of the app on `value`. */
export function actionBlock(
	appId: string,
	line: string,
	label: string,
	actionId: string,
	value: string,
): Block {
	const accessory: Button = { ...button(actionId, label), value, style: 'danger' };
	return { type: 'section', appId, blockId: value, text: { type: 'mrkdwn', text: line }, accessory };
}

function button(actionId: string, label: string) {
	return { type: 'button', actionId, text: { type: 'plain_text', text: label } } as const;
}
