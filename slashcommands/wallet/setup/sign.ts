import { readStoredSettings } from '../../../lib/host/ConfigurationLoader';
import type { MessageKind } from '../../../lib/login/MessageForm';
import type { WalletCall } from '../WalletCall';
import type { Step } from './Service';

/** The setting is read back until it has changed: the engine does not wait for its own write. */
const MAX_READS = 20;
const READ_INTERVAL_MS = 100;

/** `/wallet setup sign siwe` or `eip712`: sets what wallets sign from now on. */
export const sign: Step = async ({ call }) => {
	const { words, say, read, loader, environment } = call;
	const kind: MessageKind = words[0] === 'eip712' ? 'eip712' : 'siwe';
	await environment.getSettings().updateValue('sign-in-message', kind);
	for (let reads = 0; reads < MAX_READS; reads += 1) {
		if ((await readStoredSettings(read))['sign-in-message'] === kind) {
			loader.invalidateSettings();
			return { text: `✅ ${say('setting_sign-in-message')}: ${getKindLabel(kind, say)}` };
		}
		await new Promise((resolve) => setTimeout(resolve, READ_INTERVAL_MS));
	}
	return { text: `❌ ${say('setup_not_taken')}` };
};

/** The label of a kind of message. */
export function getKindLabel(kind: MessageKind, say: WalletCall['say']): string {
	return say(kind === 'siwe' ? 'setting_sign-in-message_siwe' : 'setting_sign-in-message_eip712');
}
