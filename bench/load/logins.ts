import { formatSiweMessage, type SiweFields } from '../../lib/ethereum/formatSiweMessage';
import type { Wallet } from '../../test/visitor/wallet';
import type { KeepAliveClient } from '../keepAliveClient';
import { authorizeUrlOf, LoginSteps, type Registration, tokenRequest } from '../loginSteps';

/** Logs a wallet in, from the authorization request to the claims. @throws Error when it is refused anywhere */
export type Login = (wallet: Wallet) => Promise<unknown>;

/** At the app, as a program does it that speaks JSON. */
export function appLogin(registration: Registration, client: KeepAliveClient): Login {
	const steps = new LoginSteps(client, registration);
	return async (wallet) => {
		const { sub } = await steps.userinfo(
			await steps.token(await steps.code(await steps.sign(await steps.offer(wallet)))),
		);
		assertIs(sub, wallet);
	};
}

/** As many requests as a login at the app has, each to an endpoint that does nothing. */
export function emptyLogin(emptyUrl: string, client: KeepAliveClient): Login {
	return async () => {
		for (let request = 0; request < 4; request += 1) {
			await client.send({ url: emptyUrl });
		}
	};
}

/** At the peer, whose two redirects and cookies a login takes along. */
export function peerLogin(registration: Registration, client: KeepAliveClient): Login {
	const { issuer, redirectUri } = registration;
	const authorizeUrl = authorizeUrlOf(registration).replace('/authorize?', '/auth?');
	return async (wallet) => {
		const cookies = new Map<string, string>();
		const visit = async (url: string, body?: object) => {
			const headers = {
				cookie: [...cookies].map((cookie) => cookie.join('=')).join('; '),
				...(body ? { 'content-type': 'application/json' } : {}),
			};
			const answer = await client.exchange({
				url: new URL(url, issuer).href,
				headers,
				...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
			});
			for (const cookie of answer.headers['set-cookie'] ?? []) {
				const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
				cookies.set(name, value);
			}
			return answer;
		};
		const interaction = (await visit(authorizeUrl)).headers.location ?? '';
		const offered: Pick<SiweFields, 'domain' | 'nonce' | 'uri'> = JSON.parse((await visit(interaction)).text);
		const message = formatSiweMessage({
			...offered,
			address: wallet.account,
			statement: `Sign in to Acme Chat. Only sign this at ${issuer}.`,
			chainId: String(wallet.chainId),
			issuedAt: new Date().toISOString(),
			expirationTime: new Date(Date.now() + 300_000).toISOString(),
		});
		const signed = await visit(interaction, { message, signature: await wallet.signText(message) });
		const back = (await visit(JSON.parse(signed.text).redirect)).headers.location ?? '';
		if (!back.startsWith(redirectUri)) {
			throw new Error(`no way back: ${back}`);
		}
		const code = new URL(back).searchParams.get('code') ?? '';
		const { access_token: token } = JSON.parse(await client.send(tokenRequest(registration, code)));
		const headers = { authorization: `Bearer ${token}` };
		const { sub } = JSON.parse(await client.send({ url: `${issuer}/me`, headers }));
		assertIs(sub, wallet);
	};
}

function assertIs(sub: unknown, { account }: Wallet): void {
	if (sub !== account) {
		throw new Error(`logged in as ${sub} instead of ${account}`);
	}
}
