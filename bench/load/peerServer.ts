// tsx bench/load/peerServer.ts: node-oidc-provider, kept in memory, with viem's Sign-In with Ethereum; a process.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import Provider, { type Configuration } from 'oidc-provider';
import { type Hex, verifyMessage } from 'viem';
import { parseSiweMessage, validateSiweMessage } from 'viem/siwe';
import type { PeerServer } from './loadServer';
import { serve } from './serve';

const CLIENT_ID = 'rocketchat';
const CLIENT_SECRET = randomBytes(32).toString('hex');
const REDIRECT_URI = 'http://localhost/_oauth/metamask';

const server = createServer((request, response) => {
	answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
});
await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
const { port } = server.address() as AddressInfo;
const issuer = `http://localhost:${port}`;
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const provider = new Provider(issuer, {
	clients: [
		{
			client_id: CLIENT_ID,
			client_secret: CLIENT_SECRET,
			redirect_uris: [REDIRECT_URI],
			// The faster of the two that everybody knows.
			id_token_signed_response_alg: 'ES256',
		},
	],
	jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' }] },
	cookies: { keys: [randomBytes(32).toString('hex')] },
	pkce: { required: () => false },
	features: { devInteractions: { enabled: false } },
	interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
	claims: { openid: ['sub', 'preferred_username', 'name'] },
	findAccount: (_context, accountId) => ({
		accountId,
		claims: () => ({ sub: accountId, preferred_username: accountId, name: accountId }),
	}),
	/** What a person would be asked for next is granted: the login is this workspace's own. */
	async loadExistingGrant(context) {
		const { client, session } = context.oidc;
		const grant = new context.oidc.provider.Grant({
			clientId: client?.clientId ?? '',
			accountId: session?.accountId ?? '',
		});
		grant.addOIDCScope('openid');
		await grant.save();
		return grant;
	},
} satisfies Configuration);
const callback = provider.callback();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
	if (!request.url?.startsWith('/interaction/')) {
		await callback(request, response);
		return;
	}
	const { uid } = await provider.interactionDetails(request, response);
	const nonce = createHash('sha256').update(uid).digest('hex');
	if (request.method === 'GET') {
		sendJson(response, { nonce, domain: `localhost:${port}`, uri: issuer });
		return;
	}
	const { message, signature } = (await json(request)) as { message: string; signature: Hex };
	const fields = parseSiweMessage(message);
	const { address } = fields;
	const isFit = validateSiweMessage({ message: fields, domain: `localhost:${port}`, nonce });
	if (!isFit || !address || !(await verifyMessage({ address, message, signature }))) {
		response.writeHead(400).end();
		return;
	}
	const accountId = address.toLowerCase();
	sendJson(response, {
		redirect: await provider.interactionResult(request, response, { login: { accountId } }),
	});
}

function sendJson(response: ServerResponse, content: object): void {
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}

serve(
	{
		registration: {
			issuer,
			redirectUri: REDIRECT_URI,
			clientId: CLIENT_ID,
			clientSecret: CLIENT_SECRET,
		},
		processes: { server: process.pid },
	} satisfies PeerServer,
	{ rest: async () => undefined, stop: async () => server.close() },
);
