import type { UserDocument } from '../users';

/** What users may read about themselves: `me` of the REST API. */
export interface ShownUser {
	_id: string;
	username: string | undefined;
	name: string | undefined;
	emails: { address: string; verified: boolean }[];
	roles: string[];
	active: boolean;
	type: string;
}

export function shownUser({ _id, username, name, emails, roles, active, type }: UserDocument): ShownUser {
	return { _id, username, name, emails: emails ?? [], roles, active, type };
}
