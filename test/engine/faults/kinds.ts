import { signOffer } from '../../visitor/signOffer';
import type { Wallet } from '../../visitor/wallet';
import { loginThroughClassic } from '../../visitor/walletLogin';
import { LoginFrame, turnOn } from '../loginFrame';
import { GRAFANA, logIn } from '../openid/trustedClients';
import { type Answer, basic, type Provider } from '../provider';
import { type AnySite, APP_ID, SERVICE } from '../site';
import { storedToken } from '../storedToken';
import { Typist } from '../typist';
import { walletNamed } from '../wallets';

/** Where a kind is prepared: on one server or on several. */
export interface OnSite {
	readonly site: AnySite;
	readonly provider: Provider;
}

/** One request, command, event or job, ready to be done once. */
export interface Prepared {
	/** Does it; gives what somebody saw of it. */
	act(): Promise<Answer | string>;
	/** Whether all went well, by what was seen. */
	worked(seen: Answer | string): boolean;
	/**
	 * Throws when what was seen of it, a fault or not, and what is kept do not fit together.
	 * @param isOrderly whether one call at most has failed, so that the app could put everything right
	 */
	check?(seen: Answer | string, isOrderly: boolean): Promise<void>;
}

/** A kind of what the app is asked, prepared anew each time. */
export type Kind = (on: OnSite) => Promise<Prepared>;

let made = 0;

/** A name that no other test has. */
function fresh(what: string): string {
	made += 1;
	return `${what}-${made}`;
}

const isOk = (seen: Answer | string) => typeof seen !== 'string' && seen.status === 200;
const isAnswer = (seen: Answer | string): seen is Answer => typeof seen !== 'string';

/** A GET that nobody has to prepare. */
function get(path: (on: OnSite) => string, headers: Record<string, string> = {}): Kind {
	return async (on) => ({
		act: () => on.provider.request(path(on), { headers }),
		worked: isOk,
	});
}

/** A wallet that has its user. */
async function resident(on: OnSite): Promise<Wallet> {
	const wallet = walletNamed(fresh('resident'));
	await loginThroughClassic(on.site.url, { service: SERVICE, wallet });
	return wallet;
}

const newcomer = async () => walletNamed(fresh('newcomer'));

/** How many sessions are kept of an account. */
async function sessionsOf(on: OnSite, { account }: Wallet): Promise<number> {
	const records = (await on.site.workspace.persistence.all(APP_ID)) as { kind?: string; account?: string }[];
	return records.filter((record) => record.kind === 'session' && record.account === account).length;
}

function postAuthorize(who: (on: OnSite) => Promise<Wallet>): Kind {
	return async (on) => {
		const body = await signOffer(await who(on), await on.provider.offer());
		return { act: () => on.provider.postAnswer(body), worked: isOk };
	};
}

function tokenForCode(who: (on: OnSite) => Promise<Wallet>): Kind {
	return async (on) => {
		const wallet = await who(on);
		const code = await on.provider.code(wallet);
		const before = await sessionsOf(on, wallet);
		return {
			act: () => on.provider.token({ code }),
			worked: isOk,
			async check(seen) {
				if (isOk(seen) && isAnswer(seen)) {
					const claims = await on.provider.userinfo(String(seen.json.access_token));
					if (claims.json.sub !== wallet.account) {
						throw new Error(`a token for nothing: ${claims.text}`);
					}
					return;
				}
				// Whoever got no token tries again: they get one, or the code is burned and has opened nothing.
				const again = await on.provider.token({ code });
				const opened = (await sessionsOf(on, wallet)) - before;
				if (opened !== (again.status === 200 ? 1 : 0)) {
					throw new Error(`${opened} sessions after ${again.status} ${again.text}`);
				}
				if (again.status !== 200 && again.json.error !== 'invalid_grant') {
					throw new Error(again.text);
				}
			},
		};
	};
}

/** A login of Grafana that can be renewed. */
async function renewable(on: OnSite): Promise<Record<string, unknown>> {
	const wallet = await resident(on);
	const { json } = await logIn(on, wallet, GRAFANA, { scope: 'openid offline_access' });
	return json;
}

const grafana = basic(GRAFANA.id, GRAFANA.secret);

function atGrafana(
	on: OnSite,
	path: string,
	fields: Record<string, unknown>,
	authorization = grafana,
): Promise<Answer> {
	const body = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]));
	return on.provider.request(`${on.site.issuer}/${path}`, {
		method: 'POST',
		headers: { authorization },
		body,
	});
}

const refresh: Kind = async (on) => {
	const { refresh_token } = await renewable(on);
	const renew = (token: unknown) =>
		atGrafana(on, 'token', { grant_type: 'refresh_token', refresh_token: token });
	return {
		act: () => renew(refresh_token),
		worked: isOk,
		async check(seen) {
			// A second use of the token is a thief's, whoever it was that failed the first time.
			const again = await renew(refresh_token);
			if (isOk(seen) && again.status === 200) {
				throw new Error('a refresh token was used twice');
			}
			if (again.status !== 200 && again.json.error !== 'invalid_grant') {
				throw new Error(again.text);
			}
		},
	};
};

/** Who a wallet logs in as, by the claims; or why it is refused. */
async function loginOf(on: OnSite, wallet: Wallet): Promise<string> {
	const { json } = await on.provider.postAnswer(await signOffer(wallet, await on.provider.offer()));
	if (json.error) {
		return String(json.error);
	}
	const code = new URL(String(json.redirect)).searchParams.get('code') ?? '';
	const { json: tokens } = await on.provider.token({ code });
	return String((await on.provider.userinfo(String(tokens.access_token))).json.id);
}

/** A `/wallet` command. */
interface Command {
	words(wallet: Wallet): string;
	/** What it says when it has done what it is for. */
	readonly says: RegExp;
	/** Who the wallet logs in as when it has; without it, and while it has not, its user. */
	loginAfterwards?(wallet: Wallet): string;
	/** What `/wallet token` says when it has. */
	readonly tokenAfterwards?: RegExp;
	readonly isForAdmins?: boolean;
}

/** The command of a user who has connected a wallet before. */
function command({ words, says, loginAfterwards, tokenAfterwards, isForAdmins }: Command): Kind {
	return async (on) => {
		const wallet = walletNamed(fresh('commander'));
		const roles = isForAdmins ? ['user', 'admin'] : ['user'];
		const user = await Typist.register(on.site, fresh('commander'), { roles });
		await user.connect(wallet);
		const worked = (said: Answer | string) => typeof said === 'string' && says.test(said);
		return {
			async act() {
				const before = user.shown().length;
				await user.type(words(wallet)).catch(() => undefined);
				return user
					.shown()
					.slice(before)
					.map(({ msg }) => msg)
					.join('\n');
			},
			worked,
			async check(seen) {
				const own = `user:${user.id}`;
				const intended = loginAfterwards?.(wallet) ?? own;
				const login = await loginOf(on, wallet);
				const isRight = login === intended || (!worked(seen) && login === own);
				if (!isRight) {
					throw new Error(`the wallet logs in as ${login} after "${seen}"`);
				}
				if (!worked(seen) || !tokenAfterwards) {
					return;
				}
				const { msg } = await user.type('token');
				if (!tokenAfterwards.test(msg ?? '')) {
					throw new Error(`/wallet token: ${msg}`);
				}
			},
		};
	};
}

const callback: Kind = async (on) => {
	const wallet = walletNamed(fresh('linking'));
	const user = await Typist.register(on.site, fresh('linking'));
	const address = await user.sign(wallet);
	const isConnected = (seen: Answer | string) => isAnswer(seen) && seen.text.includes('Wallet connected');
	return {
		act: async () => on.provider.request(address, { headers: { cookie: `rc_uid=${user.id}` } }),
		worked: isConnected,
		async check(seen, isOrderly) {
			const stored = await storedToken(on.site, user.id);
			if (isConnected(seen) && !stored?.token) {
				throw new Error('connected, and nothing is kept of it');
			}
			if (stored && !stored.token) {
				throw new Error('a refusal was kept for a token');
			}
			if (isOrderly && !isConnected(seen)) {
				const sessions = await sessionsOf(on, wallet);
				if (sessions > 0) {
					throw new Error(`not connected, and ${sessions} sessions kept`);
				}
			}
			const isLinked = (await loginOf(on, wallet)) === `user:${user.id}`;
			if (isConnected(seen) && !isLinked) {
				throw new Error('connected, and not linked');
			}
			if (isOrderly && !isConnected(seen) && isLinked) {
				throw new Error('not connected, and linked');
			}
			// Connecting anew puts everything right.
			const again = await user.connect(wallet);
			if (!again.text.includes('Wallet connected')) {
				throw new Error(`not to be connected again: ${again.text}`);
			}
		},
	};
};

const iframeAnswer: Kind = async (on) => {
	await turnOn(on.site);
	const frame = new LoginFrame(on.site);
	const body = await frame.signed(await resident(on));
	return { act: () => frame.post(body), worked: isOk };
};

/** Runs a processor at once. */
function job(name: string): Kind {
	return async (on) => {
		const { jobs } = on.site.workspace;
		await jobs.once(`${name}_${APP_ID}`, new Date(0), {});
		return {
			async act() {
				await jobs.runDue();
				const left = (await jobs.ofApp(APP_ID)).filter(({ failReason }) => failReason !== undefined);
				for (const { _id } of left) {
					await jobs.cancel(_id);
				}
				return left.map(({ failReason }) => failReason).join();
			},
			worked: (failures) => failures === '',
		};
	};
}

const A_TOKEN = /^Access token: `[\w-]{86}`/;

/** Everything that the app is asked, by what it is called. */
export const KINDS: Readonly<Record<string, Kind>> = {
	'the sign-in page': get((on) => on.provider.authorizeUrl(), { accept: 'text/html' }),
	'GET authorize as JSON': get((on) => on.provider.authorizeUrl(), { accept: 'application/json' }),
	'POST authorize': postAuthorize(resident),
	'POST authorize of a newcomer': postAuthorize(newcomer),
	'token for a code': tokenForCode(resident),
	"token for a newcomer's code": tokenForCode(newcomer),
	'token for a refresh token': refresh,
	userinfo: async (on) => {
		const token = await on.provider.accessToken(await resident(on));
		return { act: () => on.provider.userinfo(token), worked: isOk };
	},
	claims: async (on) => {
		const { access_token } = await renewable(on);
		return {
			act: () => atGrafana(on, 'claims', {}, `Bearer ${access_token}`),
			worked: isOk,
		};
	},
	introspect: async (on) => {
		const { access_token } = await renewable(on);
		return {
			act: () => atGrafana(on, 'introspect', { token: access_token }),
			worked: (seen) => isAnswer(seen) && seen.json.active === true,
		};
	},
	revoke: async (on) => {
		const { access_token } = await renewable(on);
		return {
			act: () => atGrafana(on, 'revoke', { token: access_token }),
			worked: isOk,
			async check(seen) {
				const claims = await atGrafana(on, 'claims', {}, `Bearer ${access_token}`);
				if (isOk(seen) && claims.status !== 401) {
					throw new Error('revoked, and alive');
				}
			},
		};
	},
	metadata: get((on) => `${on.site.issuer}/openid-configuration`),
	jwks: get((on) => `${on.site.issuer}/jwks`),
	"the login frame's page": async (on) => {
		await turnOn(on.site);
		return get(() => `${on.site.issuer}/iframe`, { accept: 'text/html' })(on);
	},
	"the login frame's answer": iframeAnswer,
	'wallet-callback': callback,
	'/wallet login': command({ words: () => 'login', says: /^Connect an Ethereum wallet to your account/ }),
	'/wallet token': command({ words: () => 'token', says: A_TOKEN }),
	'/wallet refresh': command({
		words: () => 'refresh',
		says: /^Your access token is renewed/,
		tokenAfterwards: A_TOKEN,
	}),
	'/wallet revoke': command({
		words: () => 'revoke',
		says: /^Your wallet session is ended/,
		tokenAfterwards: /^You have no wallet session/,
	}),
	'/wallet status': command({
		words: () => 'status',
		says: /^\*Wallets that log you in\*\s.*0x[0-9a-fA-F]{40}/,
	}),
	'/wallet forget': command({
		words: ({ account }) => `forget ${account}`,
		says: /^The wallet 0x[0-9a-fA-F]{40} is no longer connected/,
		loginAfterwards: ({ account }) => account,
	}),
	'/wallet sessions': command({
		words: ({ account }) => `sessions ${account}`,
		says: /^Open wallet sessions/,
		isForAdmins: true,
	}),
	'/wallet block': command({
		words: ({ account }) => `block ${account}`,
		says: /^The wallet 0x[0-9a-fA-F]{40} is blocked/,
		loginAfterwards: () => 'access_denied',
		isForAdmins: true,
	}),
	'the job that tends the keys': job('keys'),
	'the job that sweeps': job('sweep'),
};
