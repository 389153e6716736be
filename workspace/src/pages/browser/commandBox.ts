import { get, isRecord, post, records } from './api';
import { byId, element, fieldValue } from './element';
import { messageBlocks, type Press } from './messageBlocks';
import { messageText } from './messageText';

/** The channel of all users. */
const ROOM = 'GENERAL';
/** Answers may come after the command has ended. */
const POLL_INTERVAL_MS = 1500;

type Message = Record<string, unknown>;

const shown = new Set<unknown>();

function randomId(): string {
	return crypto.getRandomValues(new Uint32Array(3)).join('');
}

async function attempt(action: () => Promise<unknown>): Promise<void> {
	const error = byId('command-error', HTMLElement);
	error.textContent = '';
	try {
		await action();
	} catch (reason) {
		error.textContent = reason instanceof Error ? reason.message : String(reason);
	}
	await showNewMessages();
}

function press({ _id, rid }: Message, { appId, actionId, blockId, value }: Press): Promise<void> {
	return attempt(() =>
		post(`/api/apps/ui.interaction/${appId}`, {
			type: 'blockAction',
			actionId,
			triggerId: randomId(),
			rid,
			mid: _id,
			container: { type: 'message', id: _id },
			payload: { blockId, value },
		}),
	);
}

function messageItem(message: Message): HTMLElement {
	const { msg, u, blocks } = message;
	const author = isRecord(u) ? String(u.name ?? u.username ?? '') : '';
	const kind = message.private === true ? 'Only you see this' : 'Direct message';
	const head = element('p', { className: 'muted' }, element('strong', {}, author), ` · ${kind}`);
	const made = messageBlocks(blocks, (what) => press(message, what));
	// Rocket.Chat's clients show the text only of messages without blocks.
	const shown = made.length > 0 ? made : [element('p', {}, ...messageText(String(msg ?? '')))];
	return element('li', {}, head, ...shown);
}

async function newMessages(): Promise<Message[]> {
	const { messages } = await get('/api/v1/private.messages');
	const fresh = records(messages).filter(({ _id }) => !shown.has(_id));
	for (const { _id } of fresh) {
		shown.add(_id);
	}
	return fresh;
}

async function showNewMessages(): Promise<void> {
	byId('messages', HTMLElement).append(...(await newMessages()).map(messageItem));
}

async function run(form: HTMLFormElement): Promise<void> {
	const typed = fieldValue(form, 'command').trim();
	const [, command = '', params = ''] = /^\/(\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
	byId('messages', HTMLElement).append(element('li', { className: 'typed' }, typed));
	form.reset();
	await attempt(() => post('/api/v1/commands.run', { command, params, roomId: ROOM, triggerId: randomId() }));
}

/** Makes the box for slash commands work: it shows the answers from now on. */
export function startCommands(): void {
	const form = byId('command-form', HTMLFormElement);
	form.onsubmit = (event) => {
		event.preventDefault();
		return run(form);
	};
	const look = () => {
		if (document.visibilityState === 'visible') {
			showNewMessages().catch(console.error);
		}
	};
	setInterval(look, POLL_INTERVAL_MS);
	// Back from the tab that a link has opened.
	document.addEventListener('visibilitychange', look);
}
