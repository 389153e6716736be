import type { Clock } from './clock';
import type { Mails } from './mails';
import type { ServerSettings } from './serverSettings/ServerSettings';
import type { UserDocument, Users } from './users';

/** Login tokens as in the cookie `rc_token` and the header `X-Auth-Token`. */
export interface LoginTokens {
	/** Makes a token for a user, valid for `Accounts_LoginExpiration` days. */
	issue(userId: string): Promise<{ token: string; expires: Date }>;
	/** The active user of this token, or undefined. */
	verify(userId: string, token: string): Promise<UserDocument | undefined>;
	revoke(userId: string, token: string): Promise<void>;
	revokeAll(userId: string): Promise<void>;
}

/** What all routes share. */
export interface WorkspaceContext {
	/** `Site_Url` with its path prefix, without a slash at the end. Read it for each use: it may change. */
	siteUrl(): string;
	/** The path prefix below which everything is served: '' or '/chat'. Routers are mounted below it already. */
	siteRoot: string;
	settings: ServerSettings;
	users: Users;
	clock: Clock;
	mails: Mails;
	loginTokens: LoginTokens;
}
