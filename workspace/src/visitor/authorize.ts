import { LoginFailed } from './loginFailed';
import type { Visitor } from './Visitor';

/**
 * Does what a person does at the provider's authorize page.
 *
 * @param visitor whose cookies the provider sees
 * @param url the authorize address with its query
 * @returns the address where the provider sends the browser next
 */
export type Authorize = (visitor: Visitor, url: string) => Promise<string>;

/** For a provider that asks nothing and redirects at once. @throws LoginFailed when it does not */
export const followRedirect: Authorize = async (visitor, url) => {
	const { location, text, status } = await visitor.get(url);
	if (location === undefined) {
		throw new LoginFailed('provider', text, { status });
	}
	return location;
};
