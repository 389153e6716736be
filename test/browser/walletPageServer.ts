import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import {
	recoverPersonalSignature,
	recoverTypedSignature,
	SignTypedDataVersion,
} from '@metamask/eth-sig-util';
import { LastValue } from '../../lib/cache/LastValue';
import { type Account, toChecksumAddress } from '../../lib/ethereum/account';
import { formatSiweMessage, type SiweFields } from '../../lib/ethereum/formatSiweMessage';
import { selectTexts } from '../../lib/text/translate';
import { renderWalletPage, type WalletPageView } from '../../page/renderWalletPage';
import type { MessageToSign } from '../../page/walletPageData';

/** What the page posted, and who really signed it. */
export interface Posted {
	challenge: string;
	account: string;
	timestamp: number;
	chainId: number;
	signature: string;
	signer: string;
	url: string;
}

const types = {
	EIP712Domain: [
		{ name: 'name', type: 'string' },
		{ name: 'version', type: 'string' },
		{ name: 'chainId', type: 'uint256' },
		{ name: 'verifyingContract', type: 'address' },
	],
	Code: [
		{ name: 'account', type: 'string' },
		{ name: 'timestamp', type: 'uint256' },
		{ name: 'workspace', type: 'string' },
		{ name: 'action', type: 'string' },
		{ name: 'nonce', type: 'bytes32' },
	],
};

function typedData(signer: { account: string; timestamp: number; chainId: number }, origin: string) {
	return {
		types,
		primaryType: 'Code' as const,
		domain: {
			name: 'RocketChat Login',
			version: '2',
			chainId: signer.chainId,
			verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC',
		},
		message: {
			account: signer.account,
			timestamp: signer.timestamp,
			workspace: origin,
			action: `Sign in to Acme Chat. Only sign this at ${origin}.`,
			nonce: `0x${'ab'.repeat(32)}`,
		},
	};
}

/** Sign-In with Ethereum, for this signer. */
function text(signer: Pick<SiweFields, 'address' | 'chainId' | 'issuedAt'>, origin: string) {
	return formatSiweMessage({
		...signer,
		domain: new URL(origin).host,
		statement: `Sign in to Acme Chat. Only sign this at ${origin}.`,
		uri: origin,
		nonce: 'ab'.repeat(32),
		expirationTime: new Date((SERVER_TIME + 300) * 1000).toISOString(),
	});
}

/** The server's time in the tests: far from any visitor's clock. */
export const SERVER_TIME = 1_900_000_000;

type View = Omit<WalletPageView, 'typedData' | 'message'>;
type Answer = { status: number; body: string };

/** A server that serves the sign-in page at `/authorize?…` and takes its answers; see `respond`. */
export async function startWalletPageServer() {
	const posted: Posted[] = [];
	let challenges = 0;
	const state = {
		origin: '',
		posted,
		/** Overrides parts of the view; reset it after use. */
		view: {} as Partial<View>,
		/** Signs EIP-4361 messages instead of typed data. */
		siwe: false,
		/** Answers a POST; by default with the redirect to `/done`. */
		respond: (): Answer => ({
			status: 200,
			body: JSON.stringify({ redirect: `${state.origin}/done?code=1` }),
		}),
		/** Answers a request for a fresh challenge; by default with one that lives for five minutes. */
		renew: (): Answer => ({ status: 200, body: JSON.stringify({ ...times(300), ...unsigned() }) }),
		close: async () => {
			server.closeAllConnections();
			server.close();
		},
	};

	const times = (seconds: number) => ({
		challenge: `challenge-${++challenges}`,
		serverTime: SERVER_TIME,
		expiresAt: SERVER_TIME + seconds,
	});
	const unsigned = (): MessageToSign =>
		state.siwe
			? {
					message: text({ address: '{address}', chainId: '{chainId}', issuedAt: '{issuedAt}' }, state.origin),
				}
			: { typedData: typedData({ account: '', timestamp: 0, chainId: 0 }, state.origin) };
	/** Who really signed, whatever the answer says. */
	const signerOf = (answer: Omit<Posted, 'signer' | 'url'>) => {
		const { account, timestamp, chainId, signature } = answer;
		if (!state.siwe) {
			const data = typedData(answer, state.origin);
			return recoverTypedSignature({ data, signature, version: SignTypedDataVersion.V4 });
		}
		const issuedAt = new Date(timestamp * 1000).toISOString();
		const address = toChecksumAddress(account as Account);
		const data = text({ address, chainId: String(chainId), issuedAt }, state.origin);
		return recoverPersonalSignature({ data, signature });
	};

	const server = createServer(async (request, response) => {
		const url = request.url ?? '/';
		const sendJson = ({ status, body }: Answer) =>
			response.writeHead(status, { 'content-type': 'application/json' }).end(body);
		if (request.method === 'POST') {
			const answer = (await json(request)) as Omit<Posted, 'signer' | 'url'>;
			posted.push({ ...answer, signer: signerOf(answer), url });
			sendJson(state.respond());
		} else if (!url.startsWith('/authorize')) {
			response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Elsewhere</title>');
		} else if (request.headers.accept === 'application/json') {
			sendJson(state.renew());
		} else {
			const { html, headers } = renderWalletPage(
				{
					lang: 'en',
					texts: selectTexts('page_'),
					workspaceName: 'Acme Chat',
					workspaceUrl: state.origin,
					purpose: { kind: 'login' },
					cancelUrl: `${state.origin}/cancelled?error=access_denied`,
					...times(300),
					...unsigned(),
					...state.view,
				},
				new LastValue(),
			);
			response.writeHead(200, headers).end(html);
		}
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	state.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return state;
}

export type WalletPageServer = Awaited<ReturnType<typeof startWalletPageServer>>;
