import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { chooseExpiryBucket, makeMinuteBucket, SPREAD_MINUTES, toMinute } from '../../lib/store/expiryBucket';
import { NOW } from './signing';

test('the same record always goes into the same bucket', () => {
	const random = randomBytes(16).toString('base64url');
	expect(chooseExpiryBucket(NOW, random)).toEqual(chooseExpiryBucket(NOW, random));
	expect(chooseExpiryBucket(NOW, random)).not.toEqual(chooseExpiryBucket(NOW + 60, random));
});

test('records that expire at once are spread evenly over the minutes that follow, and none goes earlier', () => {
	const sizes = new Map<string, number>();
	for (let byte = 0; byte < 256; byte += 1) {
		const id = chooseExpiryBucket(NOW, Buffer.from([byte]).toString('base64url')).getID();
		sizes.set(id, (sizes.get(id) ?? 0) + 1);
	}
	const minutes = Array.from({ length: SPREAD_MINUTES }, (_, index) => toMinute(NOW) + index);
	expect(sizes).toEqual(
		new Map(minutes.map((minute) => [makeMinuteBucket(minute).getID(), 256 / SPREAD_MINUTES])),
	);
});
