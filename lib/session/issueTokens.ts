import { randomBytes } from 'crypto';
import { sha256 } from '../keys/digest';
import type { VerifiedChallenge } from '../login/verifyChallenge';
import type { Client } from '../oauth/Client';
import { fingerprintClient } from '../oauth/fingerprintClient';
import type { TokenLifetimes } from '../oauth/lifetimes';
import { parseScopes } from '../oauth/scopes';
import type { Context } from '../provider/Context';
import { addSeconds, type UnixSeconds } from '../time/UnixSeconds';
import { type AccessToken, makeAccessToken } from './accessToken';
import { makeSessionKey, type Session } from './Session';

declare const refreshToken: unique symbol;

/** 256 random bits that renew one session, once. Only its hash is ever kept. */
export type RefreshToken = string & { readonly [refreshToken]: true };

/** A record of a session with its tokens, in their only copy. */
export interface IssuedTokens {
	readonly session: Session;
	readonly accessToken: AccessToken;
	readonly refreshToken: RefreshToken | undefined;
}

/** What all records of a session have in common. */
type SharedFields = Pick<
	Session,
	| 'key'
	| 'jti'
	| 'account'
	| 'chainId'
	| 'clientId'
	| 'clientFingerprint'
	| 'scopes'
	| 'userId'
	| 'startedAt'
	| 'expiresAt'
>;

type IssueContext = Pick<Context, 'keys' | 'now'>;

/** The tokens of a new session, for a verified challenge. */
export function issueSession(
	{ account, chainId, challenge }: VerifiedChallenge,
	{ client, lifetimes }: { readonly client: Client; readonly lifetimes: TokenLifetimes },
	context: IssueContext,
): IssuedTokens {
	const { now } = context;
	const { jti, binding } = challenge;
	const { clientId, scope, purpose } = binding;
	const userId = purpose.kind === 'link' ? purpose.userId : undefined;
	const expiresAt = addSeconds(now, lifetimes.sessionSeconds);
	const shared = {
		key: makeSessionKey(jti, account),
		jti,
		account,
		chainId,
		clientId,
		clientFingerprint: fingerprintClient(client),
		scopes: parseScopes(scope),
		userId,
		startedAt: now,
		expiresAt,
	};
	return issue(shared, lifetimes, context);
}

/** The next record of a session, with new tokens; when the session ends stays as it was. */
export function reissueSession(
	session: Session,
	lifetimes: TokenLifetimes,
	context: IssueContext,
): IssuedTokens {
	return issue(session, lifetimes, context);
}

function issue(
	{
		clientFingerprint,
		key,
		jti,
		account,
		chainId,
		clientId,
		scopes,
		userId,
		startedAt,
		expiresAt,
	}: SharedFields,
	lifetimes: TokenLifetimes,
	{ keys, now }: IssueContext,
): IssuedTokens {
	const access = makeAccessToken(account, keys.accessToken);
	const refresh = lifetimes.isRenewable ? (randomBytes(32).toString('base64url') as RefreshToken) : undefined;
	const session: Session = {
		id: randomBytes(16).toString('base64url'),
		key,
		jti,
		account,
		chainId,
		clientId,
		...(clientFingerprint ? { clientFingerprint } : {}),
		scopes,
		userId,
		startedAt,
		issuedAt: now,
		accessHash: sha256(access),
		accessExpiresAt: Math.min(addSeconds(now, lifetimes.accessTokenSeconds), expiresAt) as UnixSeconds,
		refreshHash: refresh && sha256(refresh),
		expiresAt,
	};
	return { session, accessToken: access, refreshToken: refresh };
}
