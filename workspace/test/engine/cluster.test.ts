import { type Cluster, startCluster } from 'rocketchat-app-workspace';
import { PROBE_ID, packageProbe } from 'rocketchat-app-workspace/example';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ProbeClient, probeClient } from '../../example/probeClient';

let cluster: Cluster;
let probe: ProbeClient;

beforeAll(async () => {
	cluster = await startCluster(2);
	await cluster.apps.install(await packageProbe());
	probe = probeClient(cluster);
});
afterAll(() => cluster?.stop());

/** How many requests each server's app has answered. */
async function requestsOfEach(): Promise<number[]> {
	const logs = await Promise.all(cluster.instances.map(({ control }) => control.logs(PROBE_ID)));
	return logs.map((entries) => entries.filter(({ method }) => String(method).startsWith('api:')).length);
}

test("requests go to both servers, which see each other's records", async () => {
	for (let request = 0; request < 20; request += 1) {
		await probe.records('createWithAssociations', ['shared'], { request });
	}
	expect(await probe.records('readByAssociations', ['shared'])).toHaveLength(20);
	expect(Math.min(...(await requestsOfEach()))).toBeGreaterThan(0);
});

test('one clock moves both, and a job runs on one of them', async () => {
	const when = cluster.clock.now() + 3_600_000;
	await probe.post('jobs', { once: { id: 'noted', when, data: { paid: 'yes' } } });
	cluster.clock.advance(3_600_000);
	await cluster.jobs.runDue();
	expect(await probe.noted('noted')).toMatchObject([{ paid: 'yes' }]);
	for (const { port } of cluster.instances) {
		const response = await fetch(`http://localhost:${port}/api/apps/public/${PROBE_ID}/time`);
		expect(Math.abs((await response.json()).now - cluster.clock.now())).toBeLessThan(5_000);
	}
});

test('what an app throws reaches the one who asked', async () => {
	await expect(cluster.instances[0]?.control.setSetting(PROBE_ID, 'none', 1)).rejects.toThrow(
		/none|setting/i,
	);
});

test('without a killed server the others answer; a new one has the apps', async () => {
	await cluster.instances[0]?.kill();
	expect((await probe.fetch('empty')).status).toBe(200);
	await expect(cluster.instances[0]?.control.logs(PROBE_ID)).rejects.toThrow();
	const { port } = await cluster.startInstance();
	const response = await fetch(`http://localhost:${port}/api/apps/public/${PROBE_ID}/empty`);
	expect(response.status).toBe(200);
});
