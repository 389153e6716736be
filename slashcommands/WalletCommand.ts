import type { App } from '@rocket.chat/apps-engine/definition/App';
import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ISlashCommand, SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Accessors } from '../lib/host/Accessors';
import type { ConfigurationLoader } from '../lib/host/ConfigurationLoader';
import { type Spot, sendEphemeralMessage } from '../lib/host/messages';
import { makeStores } from '../lib/host/Stores';
import { toUserId } from '../lib/host/Users';
import { readUserLocale } from '../lib/host/userLocale';
import type { AppsOAuthClient } from '../lib/link/appsOAuth/AppsOAuthClient';
import { OAuthError } from '../lib/oauth/OAuthError';
import { findNearest } from '../lib/text/findNearest';
import { type TextKey, type TextValues, translate } from '../lib/text/translate';
import { toUnixSeconds } from '../lib/time/UnixSeconds';
import { block } from './wallet/block';
import { client } from './wallet/client';
import { doctor } from './wallet/doctor';
import { end } from './wallet/end';
import { forget } from './wallet/forget';
import { help } from './wallet/help';
import { login } from './wallet/login';
import { refresh } from './wallet/refresh';
import { revoke } from './wallet/revoke';
import { sessions } from './wallet/sessions';
import { setup } from './wallet/setup';
import { status } from './wallet/status';
import { token } from './wallet/token';
import { unblock } from './wallet/unblock';
import { unlink } from './wallet/unlink';
import type { Reply, Subcommand, WalletCall } from './wallet/WalletCall';

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
	login,
	token,
	refresh,
	revoke,
	forget,
	end,
	status,
	setup,
	doctor,
	client,
	sessions,
	block,
	unblock,
	unlink,
	help,
};

/** A `/wallet …` that was typed. */
interface TypedCommand {
	readonly user: IUser;
	readonly spot: Spot;
	/** What follows `/wallet`. */
	readonly words: readonly string[];
}

/** Says that a subcommand is unknown, offers the nearest, and helps. What is no word is only helped with. */
function explainUnknown(name: string): Subcommand {
	return async (call) => {
		const reply = await help(call);
		if (!/^[\p{L}-]{1,20}$/u.test(name)) {
			return reply;
		}
		const nearest = findNearest(name, Object.keys(SUBCOMMANDS));
		const unknown = nearest
			? call.say('wallet_unknown_nearest', { word: name, nearest })
			: call.say('wallet_unknown', { word: name });
		return { ...reply, text: `${unknown}\n${reply.text}` };
	};
}

/** `/wallet …`: only the user who typed it sees the answer, in the thread it was typed in. */
export class WalletCommand implements ISlashCommand {
	command = 'wallet';
	i18nDescription = 'wallet_description';
	i18nParamsExample = 'wallet_parameters';
	providesPreview = false;

	constructor(
		private readonly app: App,
		private readonly client: AppsOAuthClient,
		private readonly loader: ConfigurationLoader,
	) {}

	async executor(
		context: SlashCommandContext,
		read: IRead,
		modify: IModify,
		http: IHttp,
		persistence: IPersistence,
	): Promise<void> {
		const typed = {
			user: context.getSender(),
			spot: { roomId: context.getRoom().id, threadId: context.getThreadId() },
			words: context.getArguments(),
		};
		await this.answer(typed, { read, modify, http, persistence });
	}

	/** Answers what a user typed, or what a button typed for them. */
	async answer(
		{ user, spot, words: [word = '', ...words] }: TypedCommand,
		accessors: Accessors,
	): Promise<void> {
		const { read, persistence } = accessors;
		const name = word.toLowerCase();
		const subcommand = (Object.hasOwn(SUBCOMMANDS, name) && SUBCOMMANDS[name]) || explainUnknown(name);
		const locale = await readUserLocale(user, read);
		const say = (key: TextKey, values?: TextValues) => translate(key, values, locale.language);
		const call: WalletCall = {
			...accessors,
			user,
			words,
			place: { userId: toUserId(user), ...spot },
			locale,
			say,
			appId: this.app.getID(),
			appsOAuthClient: this.client,
			loader: this.loader,
			stores: makeStores(read, persistence),
			now: toUnixSeconds(Date.now()),
			environment: this.app.getAccessors().environmentWriter,
		};
		const reply = await subcommand(call).catch((error: unknown) => this.explain(error, name, say));
		await sendEphemeralMessage({ user, spot, ...reply }, accessors);
	}

	/** The host shows nobody what a command throws. */
	private explain(error: unknown, name: string, say: WalletCall['say']): Reply {
		const reason = error instanceof Error ? error.message : 'unknown fault';
		this.app.getLogger().warn(`/wallet ${name}: ${reason}`);
		if (error instanceof OAuthError) {
			return { text: say('wallet_unreachable', { reason: say(error.key, error.values) }) };
		}
		return { text: say('wallet_failed') };
	}
}
