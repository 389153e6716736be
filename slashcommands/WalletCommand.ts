import type { App } from '@rocket.chat/apps-engine/definition/App';
import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ISlashCommand, SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import type { AppsOAuthClient } from '../lib/appsOAuthClient';
import { OAuthError } from '../lib/OAuthError';
import { ephemeralMessage } from '../lib/store/messages';
import { openStores } from '../lib/store/Stores';
import { mannerOf } from '../lib/store/userLanguage';
import { type TextKey, type TextValues, text } from '../lib/texts';
import { toUnixSeconds } from '../lib/time';
import { forget } from './wallet/forget';
import { help } from './wallet/help';
import { login } from './wallet/login';
import { refresh } from './wallet/refresh';
import { revoke } from './wallet/revoke';
import { status } from './wallet/status';
import { token } from './wallet/token';
import type { Reply, Subcommand, WalletCall } from './wallet/WalletCall';

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
	login,
	token,
	refresh,
	revoke,
	forget,
	status,
	help,
};

/** `/wallet …`: every answer is seen by the one who typed it alone, in the thread it was typed in. */
export class WalletCommand implements ISlashCommand {
	command = 'wallet';
	i18nDescription = 'wallet_description';
	i18nParamsExample = 'wallet_parameters';
	providesPreview = false;

	constructor(
		private readonly app: App,
		private readonly client: AppsOAuthClient,
	) {}

	async executor(
		context: SlashCommandContext,
		read: IRead,
		modify: IModify,
		_http: IHttp,
		persistence: IPersistence,
	): Promise<void> {
		const user = context.getSender();
		const [word = '', ...words] = context.getArguments();
		const name = word.toLowerCase();
		const subcommand = (Object.hasOwn(SUBCOMMANDS, name) && SUBCOMMANDS[name]) || help;
		const manner = await mannerOf(user, read);
		const say = (key: TextKey, values?: TextValues) => text(key, values, manner.language);
		const place = { userId: user.id, roomId: context.getRoom().id, threadId: context.getThreadId() ?? '' };
		const call: WalletCall = {
			user,
			words,
			place,
			manner,
			say,
			read,
			modify,
			persistence,
			appId: this.app.getID(),
			client: this.client,
			stores: openStores(read, persistence),
			now: toUnixSeconds(Date.now()),
		};
		const reply = await subcommand(call).catch((error: unknown) => this.failure(error, name, say));
		await ephemeralMessage(user, place, reply.text, reply.blocks ?? [], read, modify);
	}

	/** The host shows nobody what a command throws. */
	private failure(error: unknown, name: string, say: WalletCall['say']): Reply {
		const reason = error instanceof Error ? error.message : 'unknown fault';
		this.app.getLogger().warn(`/wallet ${name}: ${reason}`);
		if (error instanceof OAuthError) {
			return { text: say('wallet_unreachable', { reason: say(error.key, error.values) }) };
		}
		return { text: say('wallet_failed') };
	}
}
