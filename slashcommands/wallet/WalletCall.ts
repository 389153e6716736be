import type { IEnvironmentWrite } from '@rocket.chat/apps-engine/definition/accessors';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Accessors } from '../../lib/host/Accessors';
import type { Block } from '../../lib/host/blocks';
import type { ConfigurationLoader } from '../../lib/host/ConfigurationLoader';
import type { Stores } from '../../lib/host/Stores';
import type { UserLocale } from '../../lib/host/userLocale';
import type { AppsOAuthClient } from '../../lib/link/appsOAuth/AppsOAuthClient';
import type { Place } from '../../lib/link/linkTicket';
import type { TextKey, TextValues } from '../../lib/text/translate';
import type { UnixSeconds } from '../../lib/time/UnixSeconds';

/** A `/wallet …` that was typed, with all that its subcommand needs. */
export interface WalletCall extends Accessors {
	readonly user: IUser;
	/** What was typed after the subcommand. */
	readonly words: readonly string[];
	readonly place: Place;
	readonly locale: UserLocale;
	/** A sentence in the user's language. */
	say(key: TextKey, values?: TextValues): string;
	readonly appId: string;
	readonly appsOAuthClient: AppsOAuthClient;
	readonly loader: ConfigurationLoader;
	readonly stores: Stores;
	readonly now: UnixSeconds;
	/** Writes settings: the app's own, and the server's. */
	readonly environment: IEnvironmentWrite;
}

/** The answer that the user sees. */
export interface Reply {
	readonly text: string;
	readonly blocks?: readonly Block[];
}

export type Subcommand = (call: WalletCall) => Promise<Reply>;
