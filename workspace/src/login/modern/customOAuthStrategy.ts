import OAuth2Strategy from 'passport-oauth2';
import type { CustomOAuthService } from '../customOAuthService';
import { type Identity, isIdentity } from '../fieldTemplate';
import { transformIdentity } from '../identity';
import { serviceUrl } from '../serviceUrl';

/** Finds or creates the user, who becomes `request.user`. */
type FindUser = (
	accessToken: string,
	refreshToken: string | undefined,
	identity: Identity,
) => Promise<{ _id: string }>;

/** passport-oauth2 with Custom OAuth's way to fetch and read the identity. */
export class CustomOAuthStrategy extends OAuth2Strategy {
	/**
	 * The authorize and token paths always follow `-url`, even when they are absolute; client credentials always
	 * go in the body, whatever `-token_sent_via` says.
	 */
	constructor(
		private readonly service: CustomOAuthService,
		callbackURL: string,
		findUser: FindUser,
	) {
		super(
			{
				authorizationURL: service.serverUrl + service.authorizePath,
				tokenURL: service.serverUrl + service.tokenPath,
				clientID: service.clientId,
				clientSecret: service.secret,
				callbackURL,
				state: true,
				pkce: true,
				scope: service.scope,
			},
			(
				accessToken: string,
				refreshToken: string | undefined,
				identity: Identity,
				done: OAuth2Strategy.VerifyCallback,
			) => {
				findUser(accessToken, refreshToken, identity).then((user) => done(null, user), done);
			},
		);
		this.name = service.name;
		this._oauth2.useAuthorizationHeaderforGET(service.identitySentVia === 'header');
		this._oauth2.setAccessTokenName(service.accessTokenParam);
	}

	override userProfile(accessToken: string, done: (error?: unknown, profile?: unknown) => void): void {
		const url = serviceUrl(this.service.serverUrl, this.service.identityPath);
		this._oauth2.get(url, accessToken, (error, body, response) => {
			if (error) {
				done(new Error(`Failed to fetch identity: ${JSON.stringify(error)}`));
				return;
			}
			if (response?.statusCode !== 200 || !body) {
				done(new Error(`Failed to fetch identity from ${this.service.name} at ${url}`));
				return;
			}
			try {
				const parsed: unknown = JSON.parse(String(body));
				if (!isIdentity(parsed)) {
					throw new Error('the answer is not a JSON object');
				}
				done(null, { ...transformIdentity(parsed, this.service), serverURL: this.service.serverUrl });
			} catch (cause) {
				done(new Error(`Failed to parse identity from ${this.service.name} at ${url}`, { cause }));
			}
		});
	}
}
