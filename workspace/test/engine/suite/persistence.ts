import { expect, test } from 'vitest';
import { PROBE_ID } from '../../../example/packageProbe';
import type { TestedWorkspace } from './testedWorkspace';

/** The semantics of the apps' records. */
export function persistenceTests(on: TestedWorkspace): void {
	test('reads find records that have all of the associations, in any order', async () => {
		await on.probe.records('createWithAssociations', ['a', 'b'], { of: 'ab' });
		await on.probe.records('createWithAssociations', ['a', 'c'], { of: 'ac' });
		expect(await on.probe.records('readByAssociations', ['b', 'a'])).toEqual([{ of: 'ab' }]);
		expect(await on.probe.records('readByAssociations', ['a', 'b'])).toEqual([{ of: 'ab' }]);
		expect(await on.probe.records('readByAssociations', ['a'])).toEqual(
			expect.arrayContaining([{ of: 'ab' }, { of: 'ac' }]),
		);
		expect(await on.probe.records('readByAssociations', [])).toEqual([]);
	});

	test('an update matches the exact array; with upsert it creates', async () => {
		await on.probe.records('updateByAssociations', ['b', 'a'], { of: 'other order' });
		expect(await on.probe.records('readByAssociations', ['a', 'b'])).toEqual([{ of: 'ab' }]);
		await on.probe.records('updateByAssociations', ['a', 'b'], { of: 'changed' });
		expect(await on.probe.records('readByAssociations', ['a', 'b'])).toEqual([{ of: 'changed' }]);
		await on.probe.records('updateByAssociations', ['b', 'a'], { of: 'new' }, true);
		expect(await on.probe.records('readByAssociations', ['a', 'b'])).toHaveLength(2);
	});

	test('a removal gives what it removed, and an update by id is not implemented', async () => {
		expect(await on.probe.records('removeByAssociations', ['b'])).toHaveLength(2);
		expect(await on.probe.records('removeByAssociations', ['b'])).toEqual([]);
		expect(await on.probe.records('readByAssociations', ['a'])).toEqual([{ of: 'ac' }]);
		const id = String(await on.probe.records('create', [], { one: 1 }));
		await expect(on.probe.records('update', [id], { one: 2 })).rejects.toThrow('Not implemented');
		expect(await on.probe.records('read', [id])).toEqual({ one: 1 });
		expect(await on.probe.records('remove', [id])).toEqual({ one: 1 });
		expect(await on.probe.records('remove', [id])).toBeNull();
	});

	test('two removals at once both get the data', async () => {
		await on.probe.records('createWithAssociations', ['raced'], { prize: 1 });
		const association = [{ model: 'misc', id: 'raced' }];
		const racers = [1, 2].map(() => on.workspace.persistence.removeByAssociations(association, PROBE_ID));
		expect(await Promise.all(racers)).toEqual([[{ prize: 1 }], [{ prize: 1 }]]);
	});

	test('any keys, and dates, survive', async () => {
		const data = { 'a.b': { $set: null }, at: new Date(5) };
		await on.workspace.persistence.create(data, [{ model: 'misc', id: 'keys' }], PROBE_ID);
		expect(
			await on.workspace.persistence.readByAssociations([{ model: 'misc', id: 'keys' }], PROBE_ID),
		).toEqual([data]);
	});
}
