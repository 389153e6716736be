import { buildWalletAppUrl } from '../buildWalletAppUrl';
import type { PageTextKey } from '../fillText';
import type { WalletPageData } from '../walletPageData';
import { type Device, detectDevice } from './detectDevice';
import type { Action } from './showActions';

/** What to tell a visitor whose browser has no wallet. */
export interface NoWalletAdvice {
	readonly finding: PageTextKey;
	readonly explanation: PageTextKey;
	readonly actions: readonly Action[];
	/** Whether to show a QR code for a phone that may have a wallet. */
	readonly showsQrCode: boolean;
}

export function adviseWithoutWallet({ workspaceUrl, purpose }: WalletPageData): NoWalletAdvice {
	const isForClient = purpose.kind === 'client';
	const lookAgain: Action = { label: 'page_look_again', does: () => location.reload() };
	const openApp: Action = { label: 'page_open_in_metamask', does: buildWalletAppUrl(workspaceUrl) };
	const getMetaMask: Action = { label: 'page_get_metamask', does: 'https://metamask.io/download/' };
	const byDevice: Record<Device, NoWalletAdvice> = {
		computer: {
			finding: 'page_no_wallet',
			explanation: 'page_no_wallet_desktop',
			actions: [getMetaMask, lookAgain],
			showsQrCode: !isForClient,
		},
		phone: {
			finding: 'page_no_wallet',
			explanation: 'page_no_wallet_phone',
			// MetaMask's app would open the workspace, where a client's login can't begin.
			actions: isForClient ? [lookAgain] : [openApp, lookAgain],
			showsQrCode: false,
		},
		rocketChatApp: {
			finding: 'page_in_app',
			explanation: 'page_no_wallet_in_app',
			actions: [openApp],
			showsQrCode: false,
		},
	};
	return byDevice[detectDevice()];
}
