import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { jobsByHand } from './jobs';
import { keptRecords } from './keptRecords';
import { APP_ID, CLIENT_SECRET } from './site';
import { siteForTests } from './siteForTests';
import { walletNamed } from './wallets';

const on = siteForTests();
// They write, too, when their time comes.
jobsByHand(on);

const alice = walletNamed('alice');
const records = () => keptRecords(on.site.workspace.persistence);

test('nobody writes before proving a client and a wallet', async () => {
	const before = await records();
	const code = await on.provider.code(alice);
	await on.provider.offer();
	await on.provider.postAnswer({ challenge: 'x' });
	await on.provider.token({ code }, 'Basic bm9ib2R5OndybmE=');
	await on.provider.token({ code: code.replace(/^\d+/, '1') });
	await on.provider.token({ code: `${code}x` });
	await on.provider.userinfo('nothing');
	expect(await records()).toEqual(before);
});

test('tokens are kept as SHA-256, codes and secrets not at all', async () => {
	const code = await on.provider.code(alice);
	const { json } = await on.provider.token({ code });
	const token = String(json.access_token);
	const kept = JSON.stringify(await records());
	expect(kept).toContain(createHash('sha256').update(token).digest('base64url'));
	for (const secret of [token, code, code.split('.')[2] ?? '', CLIENT_SECRET]) {
		expect(kept).not.toContain(secret);
	}
});

test('there is one master key of 256 bits, made at installation', async () => {
	const keys = (await records()).filter((record) => 'key' in record && 'createdAt' in record);
	expect(keys).toEqual([{ key: expect.stringMatching(/^[0-9a-f]{64}$/), createdAt: expect.any(Number) }]);
});

test('should the key be missing, endpoints say so until the processor has made one', async () => {
	await on.site.workspace.persistence.removeAll(APP_ID);
	await on.site.workspace.apps.disable(APP_ID);
	await restartSandbox();
	await on.site.workspace.apps.enable(APP_ID);
	const answer = await on.provider.request(on.provider.authorizeUrl());
	expect(answer.status).toBe(503);
	expect(answer.text).toContain('still being set up');
	expect((await on.provider.userinfo('x')).json.error).toBe('temporarily_unavailable');

	on.site.workspace.clock.advance(61_000);
	await on.site.workspace.jobs.runDue();
	expect((await on.provider.offer()).challenge).toMatch(/^[A-Za-z0-9_-]+$/);
});

/** The key is remembered for as long as the process lives. */
async function restartSandbox(): Promise<void> {
	const controller = on.site.workspace.apps.manager.getOneById(APP_ID).getRuntimeController();
	await (controller as unknown as { restartApp(): Promise<void> }).restartApp();
}
