import { Refusal } from '../text/Refusal';
import type { TextValues } from '../text/translate';
import { ERRORS, type ErrorDefinition, type ErrorName, getErrorStatus, type OAuthErrorCode } from './errors';

/** A refusal of a request: the code that a client reads, the sentence that a person reads, and the HTTP status. */
export class OAuthError extends Refusal {
	override readonly name = 'OAuthError';
	readonly code: OAuthErrorCode;
	readonly status: number;

	constructor(
		readonly reason: ErrorName,
		values: TextValues = {},
	) {
		const definition: ErrorDefinition = ERRORS[reason];
		super(definition.text, values);
		this.code = definition.code;
		this.status = getErrorStatus(definition);
	}
}
