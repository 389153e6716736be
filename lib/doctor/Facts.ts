import type { Site } from '../provider/Site';
import type { AppSettings, StoredSettings } from '../settings/AppSettings';
import type { CustomOAuthTable } from '../setup/customOAuthTable';
import type { UnixSeconds } from '../time/UnixSeconds';

/** What came of calling an address of the workspace from its own server. */
export type SelfCall = AnsweredCall | FailedCall;

interface AnsweredCall {
	readonly kind: 'answered';
	readonly url: string;
	readonly status: number;
	/** By their names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** The body, when it is a JSON object; empty otherwise. */
	readonly json: Readonly<Record<string, unknown>>;
}

type FailedCall =
	| { readonly kind: 'unreachable'; readonly url: string; readonly reason: string }
	/** The app lacks the permission `networking`. */
	| { readonly kind: 'forbidden'; readonly url: string };

/** What came of calling the workspace's public address. */
export interface SelfCalls {
	readonly metadata: SelfCall;
	/** Undefined when the address has not shown that the app is there. */
	readonly reached?: {
		readonly page: SelfCall;
		readonly token: SelfCall;
		/** What Rocket.Chat answers to the iframe login's service account; undefined where there is none. */
		readonly serviceAccount: SelfCall | undefined;
	};
}

/** Everything doctor looks at. It holds the client secret: only a check may show any of it. */
export interface Facts extends SelfCalls {
	readonly site: Site;
	readonly settings: AppSettings;
	readonly stored: StoredSettings;
	/** The server's settings that were asked for, by their ids; undefined for one that can't be read. */
	readonly server: Readonly<Record<string, unknown>>;
	/** What the ids of the Custom OAuth service's settings start with. */
	readonly prefix: string;
	/** What its fields should be for the key field that it has. */
	readonly table: CustomOAuthTable;
	readonly hasSigningKeys: boolean;
	readonly now: UnixSeconds;
}
