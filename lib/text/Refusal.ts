import { type TextKey, type TextValues, translate } from './translate';

/**
 * Why something is refused, as a sentence for the person who can do something about it.
 * Neither the sentence nor its values may hold anything secret: they reach pages, clients and logs.
 */
export class Refusal extends Error {
	constructor(
		readonly key: TextKey,
		readonly values: TextValues = {},
	) {
		super(translate(key, values));
	}
}
