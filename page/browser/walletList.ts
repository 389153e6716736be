import type { FoundWallet } from './discovery';
import { part } from './part';

/** The wallets' buttons. */
export class WalletList {
	readonly #buttons = new Map<FoundWallet, HTMLButtonElement>();

	get isEmpty(): boolean {
		return this.#buttons.size === 0;
	}

	/** Adds a wallet's button at the end. */
	add(wallet: FoundWallet, label: string, onChoose: () => void): void {
		const button = document.createElement('button');
		button.type = 'button';
		button.addEventListener('click', onChoose);
		// Also without a picture: labels stand in line, and a wallet at work turns here.
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
		part('wallet-list').append(item);
		this.#buttons.set(wallet, button);
	}

	/** Marks that a wallet is at work, or no more. */
	busy(wallet: FoundWallet, isBusy: boolean): void {
		this.#buttons.get(wallet)?.setAttribute('aria-busy', String(isBusy));
	}

	focus(wallet: FoundWallet): void {
		this.#buttons.get(wallet)?.focus();
	}

	focusFirst(): void {
		const [first] = this.#buttons.values();
		first?.focus();
	}

	/** Shows the list, and with it what only matters to somebody who is about to sign. */
	show(isShown: boolean): void {
		part('wallets').hidden = !isShown;
		part('message').hidden = !isShown;
	}
}
