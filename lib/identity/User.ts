import type { UnixSeconds } from '../time/UnixSeconds';

/** What the app knows of a Rocket.Chat user. */
export interface User {
	readonly id: string;
	readonly username: string;
	readonly name: string | undefined;
	readonly emails: readonly string[];
	readonly isActive: boolean;
	readonly createdAt: UnixSeconds;
}
