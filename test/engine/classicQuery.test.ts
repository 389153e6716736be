import { afterAll, beforeAll, expect, test } from 'vitest';
import { loginThroughClassic } from '../../workspace/visitor/loginThroughClassic';
import { loginThroughModern } from '../../workspace/visitor/loginThroughModern';
import { SERVICE, type Site, startSite } from './site';
import { walletNamed } from './wallets';

let site: Site;

beforeAll(async () => {
	site = await startSite({
		loginRelease: { tokenParameters: 'query', modernCallback: 'oauth' },
		pathPrefix: '/chat',
	});
});

afterAll(async () => {
	await site.workspace.stop();
});

test.each(['header', 'payload'])(
	'a server around 6.x, with its parameters in the query, sent via %s',
	async (via) => {
		await site.customOAuth({ '-token_sent_via': via, '-identity_token_sent_via': 'default' });
		const { userId } = await loginThroughClassic(site.url, {
			service: SERVICE,
			wallet: walletNamed(`query ${via}`),
		});
		expect(userId).toBeTruthy();
	},
);

test('a server whose modern callback is /oauth/<name>/callback, below a path prefix', async () => {
	await site.useModernFlow(true);
	const { userId } = await loginThroughModern(site.url, {
		service: SERVICE,
		wallet: walletNamed('callback'),
	});
	expect(userId).toBeTruthy();
});
