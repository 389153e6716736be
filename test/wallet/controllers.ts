import { ApprovalController, type ApprovalControllerMessenger } from '@metamask/approval-controller';
import {
	AccountImportStrategy,
	KeyringController,
	type KeyringControllerMessenger,
} from '@metamask/keyring-controller';
import { LoggingController, type LoggingControllerMessenger } from '@metamask/logging-controller';
import { Messenger, type MessengerActions, type MessengerEvents } from '@metamask/messenger';
import { SignatureController, type SignatureControllerMessenger } from '@metamask/signature-controller';
import { registerStandIns, type StandInActions } from './standIns';

type ControllerMessengers =
	| KeyringControllerMessenger
	| ApprovalControllerMessenger
	| LoggingControllerMessenger;
type Actions = MessengerActions<ControllerMessengers> | StandInActions;
type Events = MessengerEvents<ControllerMessengers>;

/** MetaMask's controllers that a site's signing request passes through. */
export interface Controllers {
	readonly approvals: ApprovalController;
	readonly signatures: SignatureController;
	/** Gives the account's address, in lower case. */
	importKey(privateKey: string): Promise<string>;
	isUnlocked(): boolean;
	lock(): Promise<void>;
	unlock(): Promise<void>;
}

/**
 * Builds an unlocked wallet core; `importKey` adds the accounts to work with.
 * @param onApproval called whenever a request begins to wait for the user
 */
export async function createControllers(onApproval: () => void): Promise<Controllers> {
	const root = new Messenger<'Root', Actions, Events>({ namespace: 'Root' });
	const keyring = new KeyringController({
		messenger: new Messenger({ namespace: 'KeyringController', parent: root }),
		encryptor: memoryVault,
	});
	const approvals = new ApprovalController({
		messenger: new Messenger({ namespace: 'ApprovalController', parent: root }),
		showApprovalRequest: onApproval,
		// As in MetaMask: several signatures may wait at once, but one connection per site.
		typesExcludedFromRateLimiting: ['eth_signTypedData', 'personal_sign'],
	});
	new LoggingController({ messenger: new Messenger({ namespace: 'LoggingController', parent: root }) });

	registerStandIns(root, () => keyring.state.keyrings.flatMap(({ accounts }) => accounts));
	const signatureMessenger = new Messenger<'SignatureController', Actions, never, typeof root>({
		namespace: 'SignatureController',
		parent: root,
	});
	root.delegate({
		messenger: signatureMessenger,
		actions: [
			'AccountsController:getState',
			'ApprovalController:addRequest',
			'KeyringController:signPersonalMessage',
			'KeyringController:signTypedMessage',
			'LoggingController:add',
			'NetworkController:getNetworkClientById',
		],
	});

	const password = 'a password of the test wallet';
	await keyring.createNewVaultAndKeychain(password);
	return {
		approvals,
		signatures: new SignatureController({
			// The stand-ins answer only the fields that are read, not the whole of a network client.
			messenger: signatureMessenger as unknown as SignatureControllerMessenger,
		}),
		importKey: (privateKey) =>
			keyring.importAccountWithStrategy(AccountImportStrategy.privateKey, [privateKey]),
		isUnlocked: () => keyring.isUnlocked(),
		lock: () => keyring.setLocked(),
		unlock: () => keyring.submitPassword(password),
	};
}

/** The vault never leaves this process, and MetaMask's encryptor needs a browser's `window`. */
const memoryVault = {
	encrypt: async (password: string, vault: unknown) => JSON.stringify({ password, vault }),
	decrypt: async (password: string, text: string): Promise<unknown> => {
		const kept: { password: string; vault: unknown } = JSON.parse(text);
		if (kept.password !== password) {
			throw new Error('Incorrect password');
		}
		return kept.vault;
	},
};
