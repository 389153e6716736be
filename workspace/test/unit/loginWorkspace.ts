import type { AddressInfo } from 'node:net';
import express from 'express';
import { Clock } from '../../src/clock';
import type { WorkspaceContext } from '../../src/context';
import { securityHeaders } from '../../src/http/securityHeaders';
import { CURRENT_RELEASE, type LoginRelease } from '../../src/login/loginRelease';
import { loginRouter } from '../../src/login/loginRouter';
import { defineLoginSettings } from '../../src/login/loginSettings';
import { ResumeTokens } from '../../src/login/loginTokens';
import { Mails } from '../../src/mails';
import { Messages } from '../../src/messages';
import { pagesRouter } from '../../src/pages/pagesRouter';
import type { SettingValue } from '../../src/serverSettings/defaultSettings';
import { ServerSettings } from '../../src/serverSettings/ServerSettings';
import { type NewUser, type UserDocument, Users } from '../../src/users';
import type { LoggedIn } from '../../src/visitor/completeLogin';
import { loginThroughClassic, type ServiceLogin } from '../../src/visitor/loginThroughClassic';
import { loginThroughModern } from '../../src/visitor/loginThroughModern';
import { type StandInProvider, startProvider } from './loginProvider';

export type Client = 'classic' | 'modern';

/** The login side and the pages of a workspace, without apps, with one Custom OAuth service `acme` of a small real provider. */
export interface LoginWorkspace extends WorkspaceContext {
	site: string;
	provider: StandInProvider;
	failures: Error[];
	/** Sets settings of the service by their suffix: `{merge_users: true}`. */
	configure(settings: Record<string, SettingValue>): Promise<void>;
	/** A user from before the login. */
	addUser(user: NewUser): Promise<UserDocument>;
	/** Logs in as the provider's `identity`. */
	login(client: Client, options?: Partial<ServiceLogin>): Promise<LoggedIn>;
	close(): void;
}

const PREFIX = 'Accounts_OAuth_Custom-Acme';

async function customOAuth(settings: ServerSettings, provider: StandInProvider): Promise<void> {
	await settings.addCustomOAuth('acme');
	const values = { url: provider.url, authorize_path: '/authorize', token_path: '/token' };
	const rest = { identity_path: '/userinfo', id: 'rocketchat', secret: 's3cret', login_style: 'redirect' };
	await settings.set(PREFIX, true);
	for (const [suffix, value] of Object.entries({ ...values, ...rest, username_field: 'username' })) {
		await settings.set(`${PREFIX}-${suffix}`, value);
	}
}

export async function startLoginWorkspace(
	release: Partial<LoginRelease> = {},
	isModern = false,
): Promise<LoginWorkspace> {
	const clock = new Clock();
	const provider = await startProvider();
	const users = await Users.open(clock);
	const settings = await ServerSettings.open();
	await defineLoginSettings(settings);
	await settings.set('Accounts_OAuth_Use_Modern_Flow', isModern);
	await customOAuth(settings, provider);
	const app = express();
	const server = app.listen(0);
	await new Promise((resolve) => server.once('listening', resolve));
	const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	await settings.set('Site_Url', site);
	const failures: Error[] = [];
	const context: WorkspaceContext = {
		siteUrl: () => settings.text('Site_Url'),
		siteRoot: '',
		settings,
		users,
		clock,
		mails: new Mails(),
		loginTokens: new ResumeTokens(users, settings, clock),
	};
	app.use(securityHeaders(settings));
	app.use(loginRouter(context, { ...CURRENT_RELEASE, ...release }, (failure) => failures.push(failure)));
	app.use(pagesRouter(context, await Messages.open(clock)));
	// With an admin, the first login of a test does not become one.
	await users.insert({
		username: 'root',
		roles: ['admin'],
		emails: [{ address: 'root@x.test', verified: true }],
	});
	return {
		...context,
		site,
		provider,
		failures,
		async configure(values) {
			for (const [suffix, value] of Object.entries(values)) {
				await settings.set(`${PREFIX}-${suffix}`, value);
			}
		},
		addUser: (user) => users.insert(user),
		async login(client, options = {}) {
			await settings.set('Accounts_OAuth_Use_Modern_Flow', client === 'modern');
			const login = { service: 'acme', ...options };
			return client === 'modern' ? loginThroughModern(site, login) : loginThroughClassic(site, login);
		},
		close() {
			server.close();
			provider.close();
		},
	};
}
