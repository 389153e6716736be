import type { FoundWallet } from './discoverWallets';
import { getPart } from './getPart';

/** The buttons of the wallets. */
export class WalletList {
	private readonly buttons = new Map<FoundWallet, HTMLButtonElement>();

	get isEmpty(): boolean {
		return this.buttons.size === 0;
	}

	add(wallet: FoundWallet, label: string, onChoose: () => void): void {
		const button = document.createElement('button');
		button.type = 'button';
		button.addEventListener('click', onChoose);
		// Needed even without a picture: it aligns the labels and shows that a wallet is busy.
		const icon = document.createElement('span');
		icon.className = 'icon';
		if (wallet.icon) {
			const picture = document.createElement('img');
			picture.addEventListener('error', () => picture.remove());
			picture.src = wallet.icon;
			picture.alt = '';
			icon.append(picture);
		}
		const text = document.createElement('span');
		text.textContent = label;
		button.append(icon, text);

		const item = document.createElement('li');
		item.append(button);
		getPart('wallet-list').append(item);
		this.buttons.set(wallet, button);
	}

	/** Marks whether a wallet has a request open. */
	setBusy(wallet: FoundWallet, isBusy: boolean): void {
		this.buttons.get(wallet)?.setAttribute('aria-busy', String(isBusy));
	}

	focus(wallet: FoundWallet): void {
		this.buttons.get(wallet)?.focus();
	}

	focusFirst(): void {
		const [first] = this.buttons.values();
		first?.focus();
	}

	/** Shows or hides the list, and with it the message to sign. */
	toggle(isShown: boolean): void {
		getPart('wallets').hidden = !isShown;
		getPart('message').hidden = !isShown;
	}
}
