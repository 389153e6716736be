import type { ServiceFields } from '../host/ServiceFields';
import type { CustomOAuthTable } from './customOAuthTable';

/** What has become of a service's fields, as they were read back. */
export interface Filled {
	readonly changed: readonly string[];
	/** Fields that still differ from the table. */
	readonly refused: readonly string[];
	/** What the changed fields held before, without the secret. */
	readonly former: CustomOAuthTable;
}

/** Sets those fields of a service that differ from the table, and reads them back. */
export async function fillService(table: CustomOAuthTable, service: ServiceFields): Promise<Filled> {
	const before = await service.read(Object.keys(table));
	const wrong = findDifferences(table, before);
	// Enabled last: the button on the login page has to lead somewhere.
	await service.write(
		pick(
			table,
			wrong.filter((field) => field !== ''),
		),
	);
	await service.write(
		pick(
			table,
			wrong.filter((field) => field === ''),
		),
	);
	const refused = findDifferences(pick(table, wrong), await service.read(wrong));
	const changed = wrong.filter((field) => !refused.includes(field));
	const kept = changed.filter((field) => field !== '-secret' && before.get(field) !== undefined);
	const former = Object.fromEntries(kept.map((field) => [field, before.get(field) as string | boolean]));
	return { changed, refused, former };
}

/** Finds the fields that do not hold what the table says. */
export function findDifferences(table: CustomOAuthTable, found: ReadonlyMap<string, unknown>): string[] {
	return Object.keys(table).filter((field) => found.get(field) !== table[field]);
}

function pick(table: CustomOAuthTable, fields: readonly string[]): CustomOAuthTable {
	return Object.fromEntries(Object.entries(table).filter(([field]) => fields.includes(field)));
}
