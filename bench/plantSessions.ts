import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RunningWorkspace } from 'rocketchat-app-workspace';
import type { Account } from '../lib/ethereum/account';
import { deriveKeys, type MasterKey } from '../lib/keys/deriveKeys';
import { sha256 } from '../lib/keys/digest';
import type { VerifiedChallenge } from '../lib/login/verifyChallenge';
import type { Client } from '../lib/oauth/Client';
import type { TokenLifetimes } from '../lib/oauth/lifetimes';
import { type IssuedTokens, issueSession } from '../lib/session/issueTokens';
import { SessionStore } from '../lib/store/SessionStore';
import type { UnixSeconds } from '../lib/time/UnixSeconds';
import { plantingWriter } from './plantingWriter';

/** Whose session, and opened when. */
export interface Planted {
	readonly clientId: string;
	readonly issuedAt: UnixSeconds;
	readonly lifetimes: TokenLifetimes;
	/** For a session of `/wallet`. */
	readonly userId?: string;
}

/** Nobody uses these tokens at the app: any keys will do. */
const NO_KEYS = deriveKeys('00'.repeat(32) as MasterKey);

const NOBODY: Client = {
	kind: 'wallet',
	id: 'nobody',
	authentication: { method: 'secret', secretHash: sha256('') },
};

/** A new session of an account that nobody has. */
export function sessionOfNobody({ clientId, issuedAt, lifetimes, userId }: Planted): IssuedTokens {
	const account = `0x${(randomHex() + randomHex()).slice(0, 40)}` as Account;
	const jti = Buffer.from(randomHex(), 'hex').toString('base64url');
	// No wallet has signed for it, so its answer can't have been verified.
	const purpose = userId === undefined ? { kind: 'login' } : { kind: 'link', userId };
	const answer = { account, chainId: 1, challenge: { jti, binding: { clientId, scope: 'openid', purpose } } };
	return issueSession(
		answer as unknown as VerifiedChallenge,
		{ client: NOBODY, lifetimes },
		{ keys: NO_KEYS, now: issuedAt },
	);
}

/** Writes sessions straight into a workspace's store, as the app would with a request each. */
export async function plantSessions(
	workspace: RunningWorkspace,
	appId: string,
	sessions: Iterable<IssuedTokens>,
): Promise<void> {
	const store = new SessionStore({} as IPersistenceRead, plantingWriter(workspace, appId));
	let planted = 0;
	for (const { session } of sessions) {
		await store.create(session);
		planted += 1;
		// The workspace's server is in this process: it must not starve.
		if (planted % 500 === 0) {
			await setImmediate();
		}
	}
}

/** 32 digits; a UUID comes much faster than as many random bytes. */
function randomHex(): string {
	return randomUUID().replaceAll('-', '');
}
