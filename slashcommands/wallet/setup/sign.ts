import { readTypedSettings } from '../../../lib/host/ConfigurationLoader';
import type { MessageKind } from '../../../lib/login/MessageForm';
import type { WalletCall } from '../WalletCall';
import type { Step } from './Service';

/** How often, and how long apart in milliseconds, the setting is read back: the engine does not wait for its own writing. */
const LOOKS = 20;
const BETWEEN_LOOKS = 100;

/** `/wallet setup sign siwe` or `eip712`: what wallets are asked to sign from now on. */
export const sign: Step = async ({ call }) => {
	const { words, say, read, loader, environment } = call;
	const kind: MessageKind = words[0] === 'eip712' ? 'eip712' : 'siwe';
	await environment.getSettings().updateValue('sign-in-message', kind);
	for (let look = 0; look < LOOKS; look += 1) {
		if ((await readTypedSettings(read))['sign-in-message'] === kind) {
			loader.forgetSettings();
			return { text: `✅ ${say('setting_sign-in-message')}: ${kindName(kind, say)}` };
		}
		await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
	}
	return { text: `❌ ${say('setup_not_taken')}` };
};

/** What a kind of message is called. */
export function kindName(kind: MessageKind, say: WalletCall['say']): string {
	return say(kind === 'siwe' ? 'setting_sign-in-message_siwe' : 'setting_sign-in-message_eip712');
}
