import { expect, test } from 'vitest';
import { PROBE_ID } from '../../../example/packageProbe';
import { HOUR, type TestedWorkspace } from './testedWorkspace';

/** The clock, and jobs by it. */
export function timeTests(on: TestedWorkspace): void {
	test('the clock moves for the app at once', async () => {
		on.workspace.clock.advance(30 * 24 * HOUR);
		const host = on.workspace.clock.now();
		const seen = await (await on.probe.fetch('time')).json();
		expect(seen).toMatchObject({ fixed: '1970-01-01T00:00:00.000Z', isDate: true });
		for (const time of [seen.now, Date.parse(seen.made), seen.text]) {
			expect(Math.abs(time - host)).toBeLessThan(5_000);
		}
	});

	test('a repeating startup job runs at once, and then once for each time it is found due', async () => {
		await on.workspace.jobs.runDue();
		const before = (await on.probe.noted('hourly')).length;
		expect(before).toBeGreaterThan(0);
		on.workspace.clock.advance(59 * 60_000);
		await on.workspace.jobs.runDue();
		expect(await on.probe.noted('hourly')).toHaveLength(before);
		on.workspace.clock.advance(3 * HOUR);
		await on.workspace.jobs.runDue();
		expect(await on.probe.noted('hourly')).toHaveLength(before + 1);
	});

	test('a job runs once, at its time, with its data', async () => {
		const when = on.workspace.clock.now() + HOUR;
		await on.probe.post('jobs', { once: { id: 'noted', when, data: { paid: 'yes' } } });
		await on.workspace.jobs.runDue();
		expect(await on.probe.noted('noted')).toEqual([]);
		on.workspace.clock.advance(HOUR);
		await on.workspace.jobs.runDue();
		expect(await on.probe.noted('noted')).toMatchObject([{ paid: 'yes' }]);
		on.workspace.clock.advance(HOUR);
		await on.workspace.jobs.runDue();
		expect(await on.probe.noted('noted')).toHaveLength(1);
	});

	test('a cancelled job does not run; a failed one stays and is not tried again', async () => {
		const when = on.workspace.clock.now() + 1000;
		const { id } = await on.probe.post('jobs', { once: { id: 'noted', when } });
		await on.probe.post('jobs', { cancel: id });
		await on.probe.post('jobs', { once: { id: 'failing', when } });
		on.workspace.clock.advance(2000);
		await on.workspace.jobs.runDue();
		await on.workspace.jobs.runDue();
		expect(await on.probe.noted('noted')).toHaveLength(1);
		const failed = (await on.workspace.jobs.ofApp(PROBE_ID)).filter(({ name }) =>
			name.startsWith('failing_'),
		);
		expect(failed).toMatchObject([{ nextRunAt: null, failReason: expect.any(String) }]);
	});

	test('a job that falls due while the app is disabled is dropped', async () => {
		await on.probe.post('jobs', { once: { id: 'noted', when: on.workspace.clock.now() + HOUR } });
		await on.workspace.apps.disable(PROBE_ID);
		on.workspace.clock.advance(HOUR);
		await on.workspace.jobs.runDue();
		await on.workspace.apps.enable(PROBE_ID);
		await on.workspace.jobs.runDue();
		expect(await on.probe.noted('noted')).toHaveLength(1);
	});
}
