import { fillText, type PageTextKey, type PageTexts } from '../fillText';
import { type Action, offerActions } from './actions';
import type { FoundWallet } from './discovery';
import type { Failure } from './failure';
import type { Advice } from './noWallet';
import { part } from './part';
import { WalletList } from './walletList';

type Values = Readonly<Record<string, string>>;

/** The page's changing parts. Everything is set as text: no wallet or server can bring in markup. */
export class PageView {
	readonly wallets = new WalletList();
	readonly #texts: PageTexts;
	readonly #values: Values;

	/** @param values what fills the placeholders of any sentence */
	constructor(texts: PageTexts, values: Values) {
		this.#texts = texts;
		this.#values = values;
	}

	/** The name to call a wallet by. */
	nameOf(wallet: FoundWallet): string {
		return wallet.name ?? this.#say('page_wallet_legacy');
	}

	/** Adds a wallet to choose from. */
	addWallet(wallet: FoundWallet, onChoose: () => void): void {
		this.wallets.add(wallet, this.#say('page_wallet', { wallet: this.nameOf(wallet) }), onChoose);
	}

	/**
	 * Clears the way for choosing a wallet.
	 * @param sentence what will be signed
	 */
	choose(sentence: string): void {
		this.#tell('', '');
		showOnPhone(false);
		part('time-warning').textContent = '';
		const quote = part('message').querySelector('blockquote');
		if (quote) {
			quote.textContent = sentence;
		}
		this.wallets.show(true);
	}

	/** Tells what is going on, politely. */
	progress(key: PageTextKey, values?: Values, actions: readonly Action[] = []): void {
		this.#tell(this.#say(key, values), '', actions);
	}

	/** Shows an account in groups of four, easier to compare than forty digits in a row. */
	account(account: string): void {
		const groups = account.slice(2).match(/.{4}/g) ?? [];
		const spans = ['0x', ...groups].map((group) => {
			const span = document.createElement('span');
			span.textContent = `${group} `;
			return span;
		});
		part('account')
			.querySelector('code')
			?.replaceChildren(...spans);
		part('account').hidden = false;
	}

	hideAccount(): void {
		part('account').hidden = true;
	}

	timeLeft(seconds: number): void {
		const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
		part('time-left').textContent = this.#say('page_time_left', { time });
	}

	hideTime(): void {
		part('time-left').textContent = '';
	}

	/** Heard, not seen: who sees has watched the time. */
	lastMinute(): void {
		part('time-warning').textContent = this.#say('page_last_minute');
	}

	/** Says what went wrong and puts the focus on the wallet's button, where the next attempt starts. */
	problem(wallet: FoundWallet, { key, values }: Failure): void {
		this.#tell('', this.#say(key, { wallet: this.nameOf(wallet), ...values }));
		this.hideAccount();
		this.wallets.focus(wallet);
	}

	/** Says what went wrong when no wallet can mend it, and offers the way on in place of the wallets. */
	deadEnd({ key, values }: Failure, wayOn: Action): void {
		this.#tell('', this.#say(key, values), [wayOn]);
		this.wallets.show(false);
		part('actions').querySelector<HTMLElement>('a, button')?.focus();
	}

	/** Explains that there is no wallet here. The focus stays: nothing was asked for yet. */
	noWallet({ finding, explanation, actions, showsCode }: Advice): void {
		this.progress(explanation, {}, actions);
		const strong = document.createElement('strong');
		strong.textContent = this.#say(finding);
		part('status').prepend(strong);
		showOnPhone(showsCode);
	}

	#tell(status: string, problem: string, actions: readonly Action[] = []): void {
		part('status').textContent = status;
		part('problem').textContent = problem;
		offerActions(actions, (key) => this.#say(key));
	}

	#say(key: PageTextKey, values?: Values): string {
		return fillText(this.#texts, key, { ...this.#values, ...values });
	}
}

/** The page of a link has no such part. */
function showOnPhone(isShown: boolean): void {
	const onPhone = document.getElementById('on-phone');
	if (onPhone) {
		onPhone.hidden = !isShown;
	}
}
