import { type AnySite, APP_ID } from './site';

/** What the Apps-Engine's OAuth2 client keeps for a user. */
interface StoredToken {
	readonly token: string;
	readonly refreshToken: string;
}

/** Reads it where that client keeps it. */
export async function storedToken({ workspace }: AnySite, userId: string): Promise<StoredToken | undefined> {
	const [stored] = await workspace.persistence.readByAssociations(keyOf(userId), APP_ID);
	return stored as StoredToken | undefined;
}

/** Puts something in its place. */
export async function storeToken({ workspace }: AnySite, userId: string, token: string): Promise<void> {
	await workspace.persistence.removeByAssociations(keyOf(userId), APP_ID);
	const stored = { token, refreshToken: '', scope: 'openid', expiresAt: 3600 };
	await workspace.persistence.create(stored, keyOf(userId), APP_ID);
}

function keyOf(userId: string) {
	return [
		{ model: 'user', id: userId },
		{ model: 'misc', id: 'wallet-oauth-connection' },
	];
}
