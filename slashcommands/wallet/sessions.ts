import { parseAccount } from '../../lib/ethereum/account';
import { makeButtonsBlock } from '../../lib/host/blocks';
import { startEndingAll } from '../../lib/link/endAllSessions';
import { endSessionsAndTokens } from '../../lib/link/endSessionsAndTokens';
import type { Session, SessionKey } from '../../lib/session/Session';
import { surveySessions } from '../../lib/session/surveySessions';
import { listUserSessions, selectLiveSessions } from '../../lib/session/userSessions';
import { makeSessionBlocks } from './makeSessionBlocks';
import { onlyForAdmins } from './onlyForAdmins';
import type { Reply, WalletCall } from './WalletCall';

/** Lists sessions for an admin, and ends one, those of a user or wallet, or all. */
export const sessions = onlyForAdmins(async (call) => {
	const [word = '', whose = '', yes] = call.words;
	if (word.toLowerCase() !== 'end') {
		return word === '' ? showAll(call) : showOf(call, word);
	}
	if (whose.toLowerCase() === 'all') {
		return endAll(call, yes);
	}
	const found = await findSessions(call, whose);
	if (!Array.isArray(found)) {
		return found;
	}
	await endSessionsAndTokens(found, call);
	return { text: withLogins(call, call.say('wallet_sessions_ended', { count: found.length })) };
});

async function showAll(call: WalletCall): Promise<Reply> {
	const { sessions, count, isExact } = await surveySessions(call.stores.sessions, call.now);
	const lines = [
		call.say('wallet_sessions_count', { count: isExact ? count : `≈ ${count}` }),
		call.say('wallet_sessions_usage'),
	];
	return { text: withLogins(call, ...lines), blocks: await makeSessionBlocks(sessions, call) };
}

async function showOf(call: WalletCall, whose: string): Promise<Reply> {
	const found = await findSessions(call, whose);
	if (!Array.isArray(found)) {
		return found;
	}
	const count = call.say('wallet_sessions_count', { count: found.length });
	return { text: withLogins(call, count), blocks: await makeSessionBlocks(found, call) };
}

/** Finds the live sessions of `@user`, of a wallet, or the one with `#key`, which a button types; or says why it can't. */
async function findSessions({ stores, now, say }: WalletCall, whose: string): Promise<Session[] | Reply> {
	const account = parseAccount(whose);
	if (account) {
		return selectLiveSessions(await stores.sessions.listByAccount(account), now);
	}
	if (whose.startsWith('#')) {
		return selectLiveSessions(await stores.sessions.listByKey(whose.slice(1) as SessionKey), now);
	}
	const name = whose.replace(/^@/, '');
	if (name === '') {
		return { text: say('wallet_sessions_usage') };
	}
	const user = await stores.users.byName(name);
	return user ? listUserSessions(user.id, stores, now) : { text: say('wallet_user_unknown', { name }) };
}

async function endAll(call: WalletCall, yes: string | undefined): Promise<Reply> {
	const { say, appId, place, now } = call;
	if (yes === 'yes') {
		await startEndingAll({ userId: place.userId, until: now }, call);
		return { text: say('wallet_sessions_ending') };
	}
	const button = { label: say('wallet_status_end'), types: 'sessions end all yes', style: 'danger' } as const;
	return {
		text: withLogins(call, say('wallet_sessions_end_all')),
		blocks: [makeButtonsBlock(appId, [button])],
	};
}

function withLogins({ say }: WalletCall, ...lines: string[]): string {
	return [...lines, say('wallet_logins_stay')].join('\n');
}
