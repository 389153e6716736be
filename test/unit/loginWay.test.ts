import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { beforeAll, expect, test } from 'vitest';
import type { AuthorizeEndpoint } from '../../endpoints/authorize';
import type { TokenEndpoint } from '../../endpoints/token';
import type { UserinfoEndpoint } from '../../endpoints/userinfo';
import type { Caches } from '../../lib/cache/Caches';
import type { ConfigurationLoader } from '../../lib/host/ConfigurationLoader';
import { DEFAULTS, type SettingId } from '../../lib/settings/AppSettings';
import { walletNamed } from '../engine/wallets';
import { type Offer, signOffer } from '../visitor/signOffer';
import { halves, RacyPersistence } from './racyPersistence';
import { NOW } from './signing';
import { type TracedModules, traceModules } from './traceModules';

/** Files without a step of their own: pure functions, caches, and what the stores and the loader are made of. */
const LEAVES = [
	/^lib\/(cache|keys|settings|text|time)\//,
	/^lib\/store\/(?!\w+Store$)/,
	/^lib\/(ethereum\/account|provider\/Site|session\/Session)$/,
	/^lib\/oauth\/(errors|parameters|scopes|trustedClients|workspaceClients)$/,
	/^lib\/login\/(hashChallenge|parseInteger)$/,
	/^lib\/identity\/walletTag$/,
	/^lib\/host\/dropLoggedRequest$/,
	/^lib\/store\/MasterKeyStore$/,
];

const QUERY = {
	client_id: 'rocketchat',
	redirect_uri: 'https://chat.example/_oauth/metamask',
	response_type: 'code',
	state: 'some state',
	scope: 'openid',
};

/** The files that each request of a newcomer's login has entered. */
const visited: Record<string, string[]> = {};

/** The files that docs/architecture.md lists for a request, in its order. */
function readDocumented(request: string): string[] {
	const docs = readFileSync(join(import.meta.dirname, '../../docs/architecture.md'), 'utf8');
	const lines = docs.split('\n');
	const first = lines.findIndex((line) => line.startsWith(`| \`${request}\` |`));
	const length = lines.slice(first + 1).findIndex((line) => !line.startsWith('| |'));
	return lines
		.slice(first, first + 1 + length)
		.flatMap((row) => [...(row.split('|')[3] ?? '').matchAll(/`([^`]+)`/g)].map(([, file]) => String(file)))
		.map((file) => (/^(endpoints|page)\//.test(file) ? file : `lib/${file}`));
}

/** A host whose store is empty but for the app's keys. */
async function startHost(loader: ConfigurationLoader) {
	const [reader, writer] = halves(new RacyPersistence());
	const server: Record<string, string> = { Site_Url: 'https://chat.example', Site_Name: 'Acme' };
	const read = {
		getPersistenceReader: () => reader,
		getUserReader: () => ({ getByUsername: async () => undefined, getById: async () => undefined }),
		getEnvironmentReader: () => ({
			getSettings: () => ({ getValueById: async (id: SettingId) => DEFAULTS[id] }),
			getServerSettings: () => ({ getValueById: async (id: string) => server[id] }),
		}),
	} as unknown as IRead;
	await loader.maintainKeys(read, writer);
	return { read, writer };
}

type Verb = (
	request: IApiRequest,
	endpoint: object,
	read: IRead,
	modify: object,
	http: object,
	persistence: IPersistence,
) => Promise<IApiResponse>;

beforeAll(async () => {
	const traced: TracedModules = await traceModules([
		'endpoints/authorize',
		'endpoints/token',
		'endpoints/userinfo',
		'lib/cache/Caches',
		'lib/host/ConfigurationLoader',
	]);
	const modules = traced.exports as {
		AuthorizeEndpoint: typeof AuthorizeEndpoint;
		TokenEndpoint: typeof TokenEndpoint;
		UserinfoEndpoint: typeof UserinfoEndpoint;
		Caches: typeof Caches;
		ConfigurationLoader: typeof ConfigurationLoader;
	};
	const app = { getLogger: () => ({ warn: () => undefined }), getID: () => 'id' } as never;
	const loader = new modules.ConfigurationLoader('id', new modules.Caches());
	const { read, writer } = await startHost(loader);
	const { keys } = await loader.load(read, NOW);
	const send = async (name: string, verb: unknown, request: Partial<IApiRequest>) => {
		traced.takeVisits();
		const whole = { method: name.split(' ')[0], headers: {}, query: {}, params: {}, content: {}, ...request };
		const response = await (verb as Verb)(whole as IApiRequest, {}, read, {}, {}, writer);
		const files = traced.takeVisits().filter((file) => !LEAVES.some((leaf) => leaf.test(file)));
		visited[name] = files.filter((file, index) => file !== files[index - 1]);
		expect(response).toMatchObject({ status: 200 });
		return JSON.parse(String(response.content)) as Record<string, string>;
	};
	const authorize = new modules.AuthorizeEndpoint(app, loader);
	const offer = await send('GET authorize', authorize.get.bind(authorize), {
		query: QUERY,
		headers: { accept: 'application/json' },
	});
	const signed = await signOffer(walletNamed('newcomer'), offer as unknown as Offer);
	const { redirect = '' } = await send('POST authorize', authorize.post.bind(authorize), {
		query: QUERY,
		headers: { 'content-type': 'application/json' },
		content: signed,
	});
	const token = new modules.TokenEndpoint(app, loader);
	const { access_token: accessToken } = await send('POST token', token.post.bind(token), {
		content: {
			grant_type: 'authorization_code',
			code: new URL(redirect).searchParams.get('code'),
			redirect_uri: QUERY.redirect_uri,
			client_id: QUERY.client_id,
			client_secret: keys.clientSecret(QUERY.client_id),
		},
	});
	const userinfo = new modules.UserinfoEndpoint(app, loader);
	await send('GET userinfo', userinfo.get.bind(userinfo), {
		headers: { authorization: `Bearer ${accessToken}` },
	});
}, 60_000);

test.each(['GET authorize', 'POST authorize', 'POST token', 'GET userinfo'])(
	'%s of a newcomer enters the files that docs/architecture.md lists, in that order, each once',
	(request) => {
		const files = visited[request] ?? [];
		expect(files).toEqual(readDocumented(request));
		expect(files).toEqual([...new Set(files)]);
	},
);
