/** A button (Rocket.Chat UI Kit). */
interface Button {
	readonly type: 'button';
	readonly actionId: string;
	readonly text: { readonly type: 'plain_text'; readonly text: string };
	readonly value?: string;
	readonly url?: string;
	readonly style?: 'primary' | 'danger';
}

/** A button that types a `/wallet …` for the user who presses it. */
export interface TypingButton {
	readonly label: string;
	/** The words after `/wallet`. */
	readonly types: string;
	readonly style?: 'primary' | 'danger';
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

/** A text without a button. */
export function makeTextBlock(appId: string, text: string, blockId = 'text'): Block {
	return { type: 'section', appId, blockId, text: { type: 'mrkdwn', text } };
}

/** A button that opens a URL. */
export function makeLinkBlock(appId: string, label: string, url: string): Block {
	const link: Button = { ...button('open', label), url, style: 'primary' };
	return { type: 'actions', appId, blockId: 'open', elements: [link] };
}

/** A line with a button. */
export function makeLineBlock(appId: string, line: string, button: TypingButton): Block {
	const accessory = typingButton(button);
	return {
		type: 'section',
		appId,
		blockId: accessory.actionId,
		text: { type: 'mrkdwn', text: line },
		accessory,
	};
}

/** Buttons side by side. */
export function makeButtonsBlock(appId: string, buttons: readonly TypingButton[]): Block {
	const elements = buttons.map(typingButton);
	return { type: 'actions', appId, blockId: elements.map(({ actionId }) => actionId).join(), elements };
}

/**
 * Reads what the button with this action types; undefined when it types nothing.
 * @param actionId as a client has sent it: anything
 */
export function parseAction(actionId: unknown): string[] | undefined {
	const [command, ...words] = String(actionId).split(' ');
	return command === COMMAND ? words : undefined;
}

const COMMAND = 'wallet';

function typingButton({ label, types, style }: TypingButton): Button {
	return { ...button(`${COMMAND} ${types}`, label), value: types, ...(style ? { style } : {}) };
}

function button(actionId: string, label: string) {
	return { type: 'button', actionId, text: { type: 'plain_text', text: label } } as const;
}
