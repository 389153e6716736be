import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { expiryBucket, minuteBucket, minuteOf, SPREAD_MINUTES } from '../../lib/store/expiryBucket';
import { NOW } from './signing';

test('the same record always goes into the same bucket', () => {
	const random = randomBytes(16).toString('base64url');
	expect(expiryBucket(NOW, random)).toEqual(expiryBucket(NOW, random));
	expect(expiryBucket(NOW, random)).not.toEqual(expiryBucket(NOW + 60, random));
});

test('records that expire at once are spread evenly over the minutes that follow, and none goes earlier', () => {
	const sizes = new Map<string, number>();
	for (let byte = 0; byte < 256; byte += 1) {
		const id = expiryBucket(NOW, Buffer.from([byte]).toString('base64url')).getID();
		sizes.set(id, (sizes.get(id) ?? 0) + 1);
	}
	const minutes = Array.from({ length: SPREAD_MINUTES }, (_, index) => minuteOf(NOW) + index);
	expect(sizes).toEqual(
		new Map(minutes.map((minute) => [minuteBucket(minute).getID(), 256 / SPREAD_MINUTES])),
	);
});
