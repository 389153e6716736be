import type { PageTextKey } from '../fillText';
import type { SignInData } from '../signInData';
import { walletAppLink } from '../walletAppLink';
import type { Action } from './actions';
import { type Device, device } from './device';

/** What to tell somebody who has no wallet here. */
export interface Advice {
	readonly finding: PageTextKey;
	readonly explanation: PageTextKey;
	readonly actions: readonly Action[];
	/** Whether to show a code for the camera of a phone that may have one. */
	readonly showsCode: boolean;
}

export function adviceWithoutWallet({ workspaceUrl, client }: SignInData): Advice {
	const lookAgain: Action = { label: 'page_look_again', does: () => location.reload() };
	const openApp: Action = { label: 'page_open_in_metamask', does: walletAppLink(workspaceUrl) };
	const getMetaMask: Action = { label: 'page_get_metamask', does: 'https://metamask.io/download/' };
	const byDevice: Record<Device, Advice> = {
		computer: {
			finding: 'page_no_wallet',
			explanation: 'page_no_wallet_desktop',
			actions: [getMetaMask, lookAgain],
			showsCode: client === undefined,
		},
		phone: {
			finding: 'page_no_wallet',
			explanation: 'page_no_wallet_phone',
			// The app's browser would open the workspace, where no other client's login begins.
			actions: client ? [lookAgain] : [openApp, lookAgain],
			showsCode: false,
		},
		rocketChatApp: {
			finding: 'page_in_app',
			explanation: 'page_no_wallet_in_app',
			actions: [openApp],
			showsCode: false,
		},
	};
	return byDevice[device()];
}
