import { isIdentity } from './fieldTemplate';

/** What a client sends to log in, with the second factor's code when it has one. */
export type LoginRequest = { code?: string } & (
	| { kind: 'oauth'; credentialToken: string; credentialSecret: string | undefined }
	| { kind: 'accessToken'; service: string; accessToken: string; expiresIn: number }
	| { kind: 'password'; user: string; password: string }
	| { kind: 'resume'; token: string }
);

function readOAuth(body: Record<string, unknown>): LoginRequest | undefined {
	const { oauth } = body;
	if (!isIdentity(oauth) || typeof oauth.credentialToken !== 'string') {
		return undefined;
	}
	const secret = typeof oauth.credentialSecret === 'string' ? oauth.credentialSecret : undefined;
	return { kind: 'oauth', credentialToken: oauth.credentialToken, credentialSecret: secret };
}

function readAccessToken(body: Record<string, unknown>): LoginRequest | undefined {
	const { serviceName, accessToken, expiresIn } = body;
	if (typeof serviceName !== 'string' || typeof accessToken !== 'string' || !Number.isInteger(expiresIn)) {
		return undefined;
	}
	return { kind: 'accessToken', service: serviceName, accessToken, expiresIn: Number(expiresIn) };
}

function readPassword(body: Record<string, unknown>): LoginRequest | undefined {
	const user = body.user ?? body.username ?? body.email;
	if (typeof user !== 'string' || typeof body.password !== 'string') {
		return undefined;
	}
	return { kind: 'password', user, password: body.password };
}

function readResume(body: Record<string, unknown>): LoginRequest | undefined {
	return typeof body.resume === 'string' ? { kind: 'resume', token: body.resume } : undefined;
}

/**
 * Reads the body of `POST /api/v1/login`, with the second factor's code as DDP clients wrap it
 * (`{totp: {login, code}}`), beside a password, or from the header `x-2fa-code`.
 *
 * @returns undefined for a body that is no login
 */
export function readLoginRequest(body: unknown, headerCode: string | undefined): LoginRequest | undefined {
	if (!isIdentity(body)) {
		return undefined;
	}
	if (isIdentity(body.totp)) {
		const code = typeof body.totp.code === 'string' ? body.totp.code : undefined;
		return readLoginRequest(body.totp.login, code);
	}
	const request = readOAuth(body) ?? readAccessToken(body) ?? readPassword(body) ?? readResume(body);
	const code = typeof body.code === 'string' ? body.code : headerCode;
	return request && code ? { ...request, code } : request;
}
