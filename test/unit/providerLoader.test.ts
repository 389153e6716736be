import type { IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Caches } from '../../lib/cache/Caches';
import { ConfigurationLoader } from '../../lib/host/ConfigurationLoader';
import { listRedirectUris } from '../../lib/oauth/listRedirectUris';
import { DEFAULTS, type SettingId } from '../../lib/settings/AppSettings';
import { NOW } from './signing';

/** A host whose answers about server settings come when a test says so. */
class Host {
	readonly asked: { id: string; answer(value: unknown): void; fail(error: Error): void }[] = [];
	readonly settings: Record<string, unknown> = { ...DEFAULTS };

	readonly read = {
		getUserReader: () => ({}),
		getPersistenceReader: () => ({
			readByAssociation: async () => [{ key: 'ab'.repeat(32), createdAt: 0 }],
		}),
		getEnvironmentReader: () => ({
			getSettings: () => ({ getValueById: async (id: SettingId) => this.settings[id] }),
			getServerSettings: () => ({
				getValueById: (id: string) =>
					new Promise((answer, fail) => {
						this.asked.push({ id, answer, fail });
					}),
			}),
		}),
	} as unknown as IRead;

	/** Answers all that has been asked. */
	answer(siteUrl: string): void {
		for (const { id, answer } of this.asked.splice(0)) {
			answer(id === 'Site_Url' ? siteUrl : 'Acme Chat');
		}
	}
}

let host: Host;
let loader: ConfigurationLoader;

beforeEach(() => {
	host = new Host();
	loader = new ConfigurationLoader('app-id', new Caches());
});

afterEach(() => {
	vi.useRealTimers();
});

test('requests that come while a setting is being read share the answer', async () => {
	const all = Promise.all([1, 2, 3].map(() => loader.loadSite(host.read)));
	expect(host.asked.map(({ id }) => id)).toEqual(['Site_Url', 'Site_Name']);
	host.answer('https://chat.example.com');
	expect((await all).map(({ url }) => url)).toEqual(Array(3).fill('https://chat.example.com'));
});

test('an answer is shared for a second, then it is read again', async () => {
	vi.useFakeTimers();
	const first = loader.loadIssuer(host.read);
	host.answer('https://old.example.com');
	await first;
	vi.advanceTimersByTime(999);
	expect(await loader.loadIssuer(host.read)).toContain('old.example.com');
	expect(host.asked).toEqual([]);
	vi.advanceTimersByTime(1);
	const second = loader.loadIssuer(host.read);
	host.answer('https://new.example.com');
	expect(await second).toBe('https://new.example.com/api/apps/public/app-id');
});

test('a failed read fails nobody who only shared it, nor who comes next', async () => {
	const [failing, joined] = [loader.loadIssuer(host.read), loader.loadIssuer(host.read)];
	const [siteUrl, siteName] = host.asked.splice(0);
	siteUrl?.fail(new Error('away'));
	siteName?.answer('Acme Chat');
	await expect(failing).rejects.toThrow('away');
	await vi.waitFor(() => expect(host.asked).not.toEqual([]));
	host.answer('https://chat.example.com');
	expect(await joined).toContain('chat.example.com');
	const next = loader.loadIssuer(host.read);
	host.answer('https://chat.example.com');
	expect(await next).toContain('chat.example.com');
});

test('an answer that never comes holds nobody up for more than a second', async () => {
	vi.useFakeTimers();
	const lost = loader.loadIssuer(host.read);
	host.asked.splice(0);
	vi.advanceTimersByTime(1000);
	const next = loader.loadIssuer(host.read);
	host.answer('https://chat.example.com');
	expect(await next).toContain('chat.example.com');
	await expect(Promise.race([lost, 'still waiting'])).resolves.toBe('still waiting');
});

test('a setting that an admin has changed counts for the next request', async () => {
	const load = () => loader.load(host.read, NOW);
	const before = await load();
	expect(await load()).toBe(before);
	host.settings['client-id'] = 'renamed';
	expect((await load()).clients[0]?.id).toBe('rocketchat');
	loader.invalidateSettings();
	expect((await load()).clients[0]?.id).toBe('renamed');
});

test('another address of the workspace counts after a second', async () => {
	vi.useFakeTimers();
	const redirectUriAt = async (siteUrl: string) => {
		const loading = loader.loadContext({ read: host.read, persistence: {} as IPersistence }, NOW);
		host.answer(siteUrl);
		const { clients, site } = await loading;
		return clients[0] && listRedirectUris(clients[0], site)[0];
	};
	expect(await redirectUriAt('https://one.example')).toBe('https://one.example/_oauth/metamask');
	vi.advanceTimersByTime(1000);
	expect(await redirectUriAt('https://two.example/')).toBe('https://two.example/_oauth/metamask');
});
