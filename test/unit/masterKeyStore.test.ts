import { expect, test } from 'vitest';
import { Caches } from '../../lib/cache/Caches';
import { MasterKeyStore } from '../../lib/store/MasterKeyStore';
import { addSeconds } from '../../lib/time/UnixSeconds';
import { halves, RacyPersistence } from './racyPersistence';
import { NOW } from './signing';

const later = addSeconds(NOW, 3600);

/** As another instance has it: nothing cached yet. */
const storeOfAnother = () => new MasterKeyStore(new Caches().masterKey);

test('one key is made, and made once', async () => {
	const persistence = new RacyPersistence();
	const [reader, writer] = halves(persistence);
	expect(await storeOfAnother().read(reader, NOW)).toBeUndefined();
	await storeOfAnother().ensure(reader, writer, NOW);
	await storeOfAnother().ensure(reader, writer, later);
	expect(persistence.records).toHaveLength(1);
	expect(await storeOfAnother().read(reader, NOW)).toMatch(/^[0-9a-f]{64}$/);
});

test('of two keys made at once the oldest counts, and of the same age one of them for all', async () => {
	const persistence = new RacyPersistence();
	const [reader, writer] = halves(persistence);
	const makeAt = async (moment: typeof NOW) => {
		const alone = new RacyPersistence();
		await storeOfAnother().ensure(...halves(alone), moment);
		persistence.records.push(...alone.records);
		return alone.records.map(({ data }) => (data as { key: string }).key).join();
	};
	await makeAt(addSeconds(NOW, 1));
	const oldest = [await makeAt(NOW), await makeAt(NOW)].sort()[0];
	expect(await storeOfAnother().read(reader, later)).toBe(oldest);
	persistence.records.reverse();
	expect(await storeOfAnother().read(reader, later)).toBe(oldest);
	await storeOfAnother().ensure(reader, writer, later);
	expect(persistence.records).toHaveLength(3);
});

test('a key is remembered once it is a minute old: until then an older one may turn up', async () => {
	const persistence = new RacyPersistence();
	const [reader, writer] = halves(persistence);
	const keys = storeOfAnother();
	await keys.ensure(reader, writer, NOW);
	const young = await keys.read(reader, addSeconds(NOW, 59));
	const older = { key: '00'.repeat(32), createdAt: addSeconds(NOW, -1) };
	persistence.records.push({ data: older, keys: persistence.records[0]?.keys ?? [] });
	expect(young).not.toBe(older.key);
	expect(await keys.read(reader, addSeconds(NOW, 59))).toBe(older.key);
	expect(await keys.read(reader, addSeconds(NOW, 60))).toBe(older.key);
	persistence.records.length = 0;
	expect(await keys.read(reader, later)).toBe(older.key);
});
