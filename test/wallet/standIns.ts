import { Messenger } from '@metamask/messenger';

/** The id under which the stand-in network list knows a chain. */
export const networkClientIdOf = (chainId: number): string => `chain-${chainId}`;

type NetworkAction = {
	type: 'NetworkController:getNetworkClientById';
	handler: (id: string) => { configuration: { chainId: `0x${string}` } };
};
type AccountsAction = {
	type: 'AccountsController:getState';
	handler: () => { internalAccounts: { accounts: Record<string, { type: string; address: string }> } };
};
export type StandInActions = NetworkAction | AccountsAction;

/**
 * Answers the two questions that SignatureController asks of controllers that need a real network or
 * an extension around them: which chain a request is for, and which accounts are the user's own.
 */
export function registerStandIns(
	root: Messenger<'Root', StandInActions, never>,
	accounts: () => string[],
): void {
	const network = new Messenger<'NetworkController', NetworkAction, never, typeof root>({
		namespace: 'NetworkController',
		parent: root,
	});
	network.registerActionHandler('NetworkController:getNetworkClientById', (id) => {
		const chainId = Number(id.slice('chain-'.length));
		return { configuration: { chainId: `0x${chainId.toString(16)}` } };
	});

	const accountList = new Messenger<'AccountsController', AccountsAction, never, typeof root>({
		namespace: 'AccountsController',
		parent: root,
	});
	accountList.registerActionHandler('AccountsController:getState', () => ({
		internalAccounts: {
			accounts: Object.fromEntries(accounts().map((address) => [address, { type: 'eip155:eoa', address }])),
		},
	}));
}
