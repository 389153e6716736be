import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { acceptedTags, type Language, languageOf } from '../lib/languages';

/** The language that a visitor's browser asks for, as far as we speak it. Programs that ask for none get English. */
export function languageOfVisitor({ headers }: IApiRequest): Language {
	return languageOf(acceptedTags(headers['accept-language']));
}
