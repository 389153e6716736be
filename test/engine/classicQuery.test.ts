import { expect, test } from 'vitest';
import { loginThroughClassic, loginThroughModern } from '../visitor/walletLogin';
import { SERVICE } from './site';
import { siteForTests } from './siteForTests';
import { walletNamed } from './wallets';

const on = siteForTests({
	loginRelease: { tokenParameters: 'query', modernCallback: 'oauth' },
	pathPrefix: '/chat',
});

test.each(['header', 'payload'])(
	'a server around 6.x, with its parameters in the query, sent via %s',
	async (via) => {
		await on.site.customOAuth({ '-token_sent_via': via, '-identity_token_sent_via': 'default' });
		const { userId } = await loginThroughClassic(on.site.url, {
			service: SERVICE,
			wallet: walletNamed(`query ${via}`),
		});
		expect(userId).toBeTruthy();
	},
);

test('a server whose modern callback is /oauth/<name>/callback, below a path prefix', async () => {
	await on.site.useModernFlow(true);
	const { userId } = await loginThroughModern(on.site.url, {
		service: SERVICE,
		wallet: walletNamed('callback'),
	});
	expect(userId).toBeTruthy();
});
