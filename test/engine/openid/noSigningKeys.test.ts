import { expect, test } from 'vitest';
import { jobsByHand } from '../jobs';
import { basic } from '../provider';
import { APP_ID } from '../site';
import { siteForTests } from '../siteForTests';
import { walletNamed } from '../wallets';
import { GRAFANA, trust } from './trustedClients';

const on = siteForTests();
const jobs = jobsByHand(on);

test('a code that no id_token could be signed for is not used up: it works once there are keys', async () => {
	await trust(on);
	const { workspace } = on.site;
	const keys = [{ model: 'misc', id: 'key:signing' }];
	expect(await workspace.persistence.removeByAssociations(keys, APP_ID)).toHaveLength(1);
	const request = { client_id: GRAFANA.id, redirect_uri: GRAFANA.redirectUri, scope: 'openid' };
	const code = await on.provider.code(walletNamed('early'), request);
	const redeem = () =>
		on.provider.token({ code, redirect_uri: GRAFANA.redirectUri }, basic(GRAFANA.id, GRAFANA.secret));

	expect(await redeem()).toMatchObject({ status: 503, json: { error: 'temporarily_unavailable' } });
	jobs.wait(61);
	await jobs.runDue();
	expect((await redeem()).json).toHaveProperty('id_token');
});
