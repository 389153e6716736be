import type { UnixSeconds } from '../time/UnixSeconds';

declare const userId: unique symbol;

/** The id of a Rocket.Chat user. */
export type UserId = string & { readonly [userId]: true };

/** What the app knows of a Rocket.Chat user. */
export interface User {
	readonly id: UserId;
	readonly username: string;
	readonly name: string | undefined;
	readonly emails: readonly string[];
	readonly isActive: boolean;
	readonly createdAt: UnixSeconds;
}
