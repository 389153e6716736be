import type { Site } from '../provider/Site';
import type { AppSettings, SettingId } from '../settings/AppSettings';
import type { CustomOAuthTable } from '../setup/customOAuthTable';
import type { UnixSeconds } from '../time/UnixSeconds';

/** What an address of the app answered when the server called it. */
export interface SelfCall {
	readonly url: string;
	/** 0 when there was no answer. */
	readonly status: number;
	/** By their names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** The body, when it is a JSON object. */
	readonly json: Readonly<Record<string, unknown>>;
	/** Why there was no answer; empty when the app was not let call at all. */
	readonly failure: string;
}

/** Everything the doctor looks at. It holds the client secret: nothing of it may be shown but by a check. */
export interface Chart {
	readonly workspace: Site;
	readonly settings: AppSettings;
	/** The app's settings as the admin typed them. */
	readonly typed: Readonly<Record<SettingId, unknown>>;
	/** The server's settings that were asked for, by their ids; undefined for one that can't be read. */
	readonly server: Readonly<Record<string, unknown>>;
	/** What the ids of the Custom OAuth service's settings start with. */
	readonly prefix: string;
	/** What its fields should be for the key field that it has. */
	readonly table: CustomOAuthTable;
	readonly hasSigningKeys: boolean;
	readonly metadata: SelfCall;
	readonly token: SelfCall;
	readonly page: SelfCall;
	/** What Rocket.Chat says of the iframe login's service account; undefined where there is none. */
	readonly serviceAccount: SelfCall | undefined;
	readonly now: UnixSeconds;
}
