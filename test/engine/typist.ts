import type { EphemeralMessage, MessageDocument } from 'rocketchat-app-workspace';
import { type VisitedPage, Visitor } from 'rocketchat-app-workspace/visitor';
import { authorizeWithWallet } from '../visitor/authorizeWithWallet';
import type { Wallet } from '../visitor/wallet';
import { type AnySite, APP_ID } from './site';

interface Button {
	actionId: string;
	value?: string;
	url?: string;
}

/** A Rocket.Chat user who types `/wallet`, reads the answers, and presses their buttons. */
export class Typist {
	private constructor(
		private readonly site: AnySite,
		readonly id: string,
		readonly username: string,
	) {}

	/** Adds a user to the workspace, with an e-mail address and so with another way in than a wallet. */
	static async register(site: AnySite, username: string, more: object = {}): Promise<Typist> {
		const { _id } = await site.workspace.users.insert({
			username,
			name: `${username} the typist`,
			emails: [{ address: `${username}@example.com`, verified: true }],
			type: 'user',
			active: true,
			roles: ['user'],
			...more,
		});
		return new Typist(site, _id, username);
	}

	/** A user who is there already. */
	static async existing(site: AnySite, id: string): Promise<Typist> {
		const user = await site.workspace.users.findById(id);
		return new Typist(site, id, user?.username ?? '');
	}

	/** Types `/wallet …` and gives what the app said, and said nowhere else. */
	async type(parameters: string, place: { roomId?: string; tmid?: string } = {}): Promise<EphemeralMessage> {
		const before = this.shown().length;
		const body = { command: 'wallet', params: parameters, roomId: 'GENERAL', ...place };
		const response = await this.api('v1/commands.run', body);
		const answers = this.shown().slice(before);
		const [answer] = answers;
		if (!answer || answers.length > 1) {
			throw new Error(`${answers.length} answers to /wallet ${parameters}: ${await response.text()}`);
		}
		return answer;
	}

	/** The buttons of a message. */
	buttons({ blocks = [] }: MessageDocument): Button[] {
		return (blocks as { elements?: Button[]; accessory?: Button }[]).flatMap(({ elements, accessory }) => [
			...(elements ?? []),
			...(accessory ? [accessory] : []),
		]);
	}

	/**
	 * Presses a button and gives what the app said then.
	 * @param mid the message that it is in; the app's own are not kept
	 */
	async press({ actionId, value }: Button, mid?: string): Promise<string> {
		const before = this.shown().length;
		await this.api(`apps/ui.interaction/${APP_ID}`, {
			type: 'blockAction',
			actionId,
			triggerId: 'a trigger',
			rid: 'GENERAL',
			...(mid ? { mid } : {}),
			container: { type: 'message', id: 'a message' },
			payload: { blockId: value, value },
		});
		return this.shown()
			.slice(before)
			.map(({ msg }) => msg)
			.join('\n');
	}

	/** The address behind the button of `/wallet login`. */
	async linkUrl(): Promise<string> {
		const [button] = this.buttons(await this.type('login'));
		return button?.url ?? '';
	}

	/** Signs behind the button of `/wallet login`; gives the address that the browser goes to next. */
	async sign(wallet: Wallet, url?: string): Promise<string> {
		return authorizeWithWallet(this.browser(), url ?? (await this.linkUrl()), wallet);
	}

	/** Connects a wallet, in a browser in which this user is signed in. */
	async connect(wallet: Wallet): Promise<VisitedPage> {
		return this.browser().get(await this.sign(wallet));
	}

	/** A browser in which this user is signed in to Rocket.Chat. */
	browser(): Visitor {
		const visitor = new Visitor(this.site.url);
		visitor.setCookie(this.site.url, 'rc_uid', this.id);
		return visitor;
	}

	/** What was said to this user alone, the newest last. */
	shown(): readonly EphemeralMessage[] {
		return this.site.workspace.messages.ephemeralOf(this.id);
	}

	/** The direct messages of the app's bot to this user. */
	async directMessages(): Promise<string[]> {
		const { rooms, messages, users } = this.site.workspace;
		const bot = await users.findAppUser(APP_ID);
		const room = await rooms.findDirect([bot?._id ?? '', this.id]);
		return room ? (await messages.inRoom(room._id)).map(({ msg }) => msg) : [];
	}

	private async api(path: string, body: object): Promise<Response> {
		const { token } = await this.site.workspace.context.loginTokens.issue(this.id);
		return fetch(`${this.site.url}/api/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-user-id': this.id, 'x-auth-token': token },
			body: JSON.stringify(body),
		});
	}
}
