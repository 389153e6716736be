import { afterAll, beforeAll, expect, test } from 'vitest';
import { loginThroughClassic } from '../../workspace/visitor/loginThroughClassic';
import { loginThroughModern } from '../../workspace/visitor/loginThroughModern';
import { SERVICE, type Site, startSite } from './site';
import { walletNamed } from './wallets';

let site: Site;

beforeAll(async () => {
	site = await startSite();
});

afterAll(async () => {
	await site.workspace.stop();
});

test('a first login through the classic client creates a user', async () => {
	const wallet = walletNamed('classic');
	const { user } = await loginThroughClassic(site.url, { service: SERVICE, wallet });
	console.log(user);
	expect(user.username).toMatch(new RegExp(`^${wallet.account.slice(0, 10)}-[a-z2-7]{6}$`));
});

test('a first login through the modern client creates a user', async () => {
	await site.useModernFlow(true);
	const wallet = walletNamed('modern');
	const { user } = await loginThroughModern(site.url, { service: SERVICE, wallet });
	expect(user.username).toMatch(new RegExp(`^${wallet.account.slice(0, 10)}-[a-z2-7]{6}$`));
});
