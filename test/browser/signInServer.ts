import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { recoverTypedSignature, SignTypedDataVersion } from '@metamask/eth-sig-util';
import { textsStartingWith } from '../../lib/texts';
import { type SignInView, signInPage } from '../../page/document';

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

/** The server's time in the tests: far from any visitor's clock. */
export const SERVER_TIME = 1_900_000_000;

/** A server that serves the sign-in page at `/authorize?…` and takes its answers; see `respond`. */
export async function startSignInServer() {
	const posted: Posted[] = [];
	let pages = 0;
	const state = {
		origin: '',
		posted,
		/** Overrides parts of the view; reset it after use. */
		view: {} as Partial<SignInView>,
		/** Answers a POST; by default with the redirect to `/done`. */
		respond: (): { status: number; body: string } => ({
			status: 200,
			body: JSON.stringify({ redirect: `${state.origin}/done?code=1` }),
		}),
		close: async () => {
			server.closeAllConnections();
			server.close();
		},
	};
	const server = createServer(async (request, response) => {
		const url = request.url ?? '/';
		if (request.method === 'POST') {
			const answer = (await json(request)) as Omit<Posted, 'signer' | 'url'>;
			const signer = recoverTypedSignature({
				data: typedData(answer, state.origin),
				signature: answer.signature,
				version: SignTypedDataVersion.V4,
			});
			posted.push({ ...answer, signer, url });
			const { status, body } = state.respond();
			response.writeHead(status, { 'content-type': 'application/json' }).end(body);
		} else if (url.startsWith('/authorize')) {
			pages += 1;
			const { html, headers } = signInPage({
				lang: 'en',
				texts: textsStartingWith('page_'),
				workspaceName: 'Acme Chat',
				workspaceUrl: state.origin,
				challenge: `challenge-${pages}`,
				typedData: typedData({ account: '', timestamp: 0, chainId: 0 }, state.origin),
				serverTime: SERVER_TIME,
				expiresAt: SERVER_TIME + 300,
				cancelUrl: `${state.origin}/cancelled?error=access_denied`,
				...state.view,
			});
			response.writeHead(200, headers).end(html);
		} else {
			response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Elsewhere</title>');
		}
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	state.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return state;
}

export type SignInServer = Awaited<ReturnType<typeof startSignInServer>>;
