import { fillText, type PageTextKey, type PageTexts } from '../fillText';
import type { FoundWallet } from './discovery';

/** What a visitor can do besides choosing a wallet. */
export interface Action {
	readonly label: PageTextKey;
	/** A link, or what a click does. */
	readonly does: string | (() => void);
}

/** The page's changing parts. Everything is set as text: no wallet or server can bring in markup. */
export class PageView {
	readonly #texts: PageTexts;
	readonly #values: Readonly<Record<string, string>>;
	readonly #buttons = new Map<FoundWallet, HTMLButtonElement>();

	/** @param values what fills the placeholders of any sentence */
	constructor(texts: PageTexts, values: Readonly<Record<string, string>>) {
		this.#texts = texts;
		this.#values = values;
	}

	/** The name to call a wallet by. */
	nameOf(wallet: FoundWallet): string {
		return wallet.name ?? this.#say('page_wallet_legacy');
	}

	get hasWallets(): boolean {
		return this.#buttons.size > 0;
	}

	/** Clears the way for choosing a wallet. */
	choose(): void {
		this.#forgetProblem();
		part('status').textContent = '';
	}

	/** Adds a wallet's button at the end of the list. */
	addWallet(wallet: FoundWallet, onChoose: () => void): void {
		const button = document.createElement('button');
		button.type = 'button';
		button.addEventListener('click', onChoose);
		if (wallet.icon) {
			const icon = document.createElement('img');
			icon.src = wallet.icon;
			icon.alt = '';
			button.append(icon);
		}
		const label = document.createElement('span');
		label.textContent = this.#say('page_wallet', { wallet: this.nameOf(wallet) });
		button.append(label);

		const item = document.createElement('li');
		item.append(button);
		part('wallet-list').append(item);
		showWallets(true);
		this.#buttons.set(wallet, button);
	}

	/** Tells what is going on, politely. */
	progress(key: PageTextKey, values?: Record<string, string>): void {
		this.#forgetProblem();
		part('status').textContent = this.#say(key, values);
	}

	/** Marks the wallet that is at work, or that none is. */
	busy(wallet: FoundWallet, isBusy: boolean): void {
		this.#buttons.get(wallet)?.setAttribute('aria-busy', String(isBusy));
	}

	/** Shows an account in groups of four, easier to compare than forty digits in a row. */
	account(account: string): void {
		const groups = account.slice(2).match(/.{4}/g) ?? [];
		const code = part('account').querySelector('code');
		code?.replaceChildren(
			...['0x', ...groups].map((group) => {
				const span = document.createElement('span');
				span.textContent = `${group} `;
				return span;
			}),
		);
		part('account').hidden = false;
	}

	/** Says what went wrong and puts the focus on the wallet's button, where the next attempt starts. */
	problem(wallet: FoundWallet, key: PageTextKey, values?: Record<string, string>): void {
		this.#tell(key, values);
		this.#buttons.get(wallet)?.focus();
	}

	/** Says what went wrong when no wallet can mend it, and offers the way on in place of the wallets. */
	deadEnd(key: PageTextKey, actions: readonly Action[], values?: Record<string, string>): void {
		this.#tell(key, values);
		showWallets(false);
		this.#offer(actions);
		part('actions').querySelector<HTMLElement>('a, button')?.focus();
	}

	/** Explains that there is no wallet here. The focus stays: nothing was asked for yet. */
	noWallet(explanation: PageTextKey, actions: readonly Action[]): void {
		const finding = document.createElement('strong');
		finding.textContent = this.#say('page_no_wallet');
		part('status').replaceChildren(finding, this.#say(explanation));
		this.#offer(actions);
	}

	#tell(key: PageTextKey, values?: Record<string, string>): void {
		part('status').textContent = '';
		part('account').hidden = true;
		part('problem').textContent = this.#say(key, values);
	}

	#forgetProblem(): void {
		part('problem').textContent = '';
		part('actions').replaceChildren();
	}

	#offer(actions: readonly Action[]): void {
		part('actions').replaceChildren(
			...actions.map(({ label, does }) => {
				const element = document.createElement(typeof does === 'string' ? 'a' : 'button');
				element.className = 'button';
				element.textContent = this.#say(label);
				if (element instanceof HTMLAnchorElement && typeof does === 'string') {
					element.href = does;
				} else if (typeof does !== 'string') {
					element.addEventListener('click', does);
				}
				return element;
			}),
		);
	}

	#say(key: PageTextKey, values: Record<string, string> = {}): string {
		return fillText(this.#texts, key, { ...this.#values, ...values });
	}
}

/** The list, and with it the text that only a wallet will show. */
function showWallets(shown: boolean): void {
	part('wallets').hidden = !shown;
	part('message').hidden = !shown;
}

function part(id: string): HTMLElement {
	const element = document.getElementById(id);
	if (!element) {
		throw new Error(`The page has no #${id}`);
	}
	return element;
}
