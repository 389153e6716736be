import { type Block, makeButtonsBlock } from '../../../lib/host/blocks';
import { type CustomOAuthTable, getFieldLabel } from '../../../lib/setup/customOAuthTable';
import type { WalletCall } from '../WalletCall';
import type { Step } from './Service';

/** `/wallet setup show` or `show email`: shows every field with its value, to copy; the secret only on request. */
export const show: Step = async ({ call, settings, tables }) => {
	const { words, say } = call;
	const table = words[0] === 'email' ? tables.email : tables.recommended;
	if (!table) {
		return { text: say('setup_domain_first') };
	}
	const heading = say('setup_values', { name: settings.serviceName });
	return {
		text: [heading, ...formatFieldLines(table, Object.keys(table))].join('\n'),
		blocks: [makeSecretButton(call)],
	};
};

/** Makes a line for each field but the secret, with the labels of Rocket.Chat's own page. */
export function formatFieldLines(table: CustomOAuthTable, fields: readonly string[]): string[] {
	return fields
		.filter((field) => field !== '-secret')
		.map((field) => `${getFieldLabel(field)}: ${table[field] === '' ? '—' : `\`${table[field]}\``}`);
}

/** A button that types `/wallet setup secret`. */
export function makeSecretButton({ say, appId }: WalletCall): Block {
	return makeButtonsBlock(appId, [{ label: say('setup_show_secret'), types: 'setup secret' }]);
}
