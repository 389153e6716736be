import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express, { type Request } from 'express';

/** A small OAuth provider: every login is `identity`'s. It records the requests for tests. */
export interface StandInProvider {
	url: string;
	identity: Record<string, unknown>;
	/** Sent instead of a code. */
	authorizeError?: string;
	/** Instead of an answer of the endpoint. */
	tokenAnswer?: { status: number; body: unknown };
	userinfoAnswer?: { status: number; body: unknown };
	authorizeUrls: URL[];
	tokenRequests: Recorded[];
	userinfoRequests: Recorded[];
	close(): void;
}

interface Recorded {
	headers: Record<string, unknown>;
	query: Record<string, unknown>;
	body: Record<string, unknown>;
}

const ACCESS_TOKEN = 'a token of the provider';

function record({ headers, query, body }: Request): Recorded {
	return { headers, query, body };
}

export async function startProvider(): Promise<StandInProvider> {
	const app = express();
	const server = app.listen(0);
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	const provider: StandInProvider = {
		url: `http://127.0.0.1:${port}`,
		identity: { id: 'ada-1', username: 'ada', name: 'Ada' },
		authorizeUrls: [],
		tokenRequests: [],
		userinfoRequests: [],
		close: () => server.close(),
	};
	const codes = new Map<string, string | undefined>();

	app.use(express.urlencoded({ extended: false }));
	app.get('/authorize', (request, response) => {
		const url = new URL(request.url, provider.url);
		provider.authorizeUrls.push(url);
		const back = new URL(url.searchParams.get('redirect_uri') ?? '');
		if (provider.authorizeError) {
			back.searchParams.set('error', provider.authorizeError);
		} else {
			const code = `code ${codes.size}`;
			codes.set(code, url.searchParams.get('code_challenge') ?? undefined);
			back.searchParams.set('code', code);
		}
		back.searchParams.set('state', url.searchParams.get('state') ?? '');
		response.redirect(back.href);
	});
	app.post('/token', (request, response) => {
		provider.tokenRequests.push(record(request));
		if (provider.tokenAnswer) {
			return response.status(provider.tokenAnswer.status).send(provider.tokenAnswer.body);
		}
		const parameters = { ...request.query, ...request.body };
		const challenge = codes.get(parameters.code);
		const verifier = createHash('sha256').update(String(parameters.code_verifier)).digest('base64url');
		if (!codes.delete(parameters.code) || (challenge !== undefined && challenge !== verifier)) {
			return response.status(400).json({ error: 'invalid_grant' });
		}
		response.json({ access_token: ACCESS_TOKEN, token_type: 'Bearer', expires_in: 300 });
	});
	app.get('/userinfo', (request, response) => {
		provider.userinfoRequests.push(record(request));
		if (provider.userinfoAnswer) {
			return response.status(provider.userinfoAnswer.status).send(provider.userinfoAnswer.body);
		}
		const byHeader = request.headers.authorization === `Bearer ${ACCESS_TOKEN}`;
		if (!byHeader && !Object.values(request.query).includes(ACCESS_TOKEN)) {
			return response.status(401).json({ error: 'invalid_token' });
		}
		response.json(provider.identity);
	});
	return provider;
}
