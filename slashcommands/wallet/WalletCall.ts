import type {
	IEnvironmentWrite,
	IHttp,
	IModify,
	IPersistence,
	IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Block } from '../../lib/host/blocks';
import type { ConfigurationLoader } from '../../lib/host/ConfigurationLoader';
import type { Stores } from '../../lib/host/openStores';
import type { Manner } from '../../lib/host/userLanguage';
import type { AppsOAuthClient } from '../../lib/link/appsOAuth/AppsOAuthClient';
import type { Place } from '../../lib/link/linkTicket';
import type { TextKey, TextValues } from '../../lib/text/texts';
import type { UnixSeconds } from '../../lib/time/UnixSeconds';

/** Somebody typed `/wallet`, or pressed a button that types it, with what it takes to answer. */
export interface WalletCall {
	readonly user: IUser;
	/** What was typed after the subcommand. */
	readonly words: readonly string[];
	readonly place: Place;
	readonly manner: Manner;
	/** A sentence in the user's language. */
	say(key: TextKey, values?: TextValues): string;
	readonly appId: string;
	readonly client: AppsOAuthClient;
	readonly loader: ConfigurationLoader;
	readonly stores: Stores;
	readonly now: UnixSeconds;
	readonly read: IRead;
	readonly modify: IModify;
	readonly persistence: IPersistence;
	readonly http: IHttp;
	/** Writes settings: the app's own, and the server's. */
	readonly environment: IEnvironmentWrite;
}

/** What the user is told. */
export interface Reply {
	readonly text: string;
	readonly blocks?: readonly Block[];
}

export type Subcommand = (call: WalletCall) => Promise<Reply>;
