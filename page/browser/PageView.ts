import { fillText, type PageTextKey, type PageTexts, type PlaceholderValues } from '../fillText';
import type { NoWalletAdvice } from './adviseWithoutWallet';
import type { FoundWallet } from './discoverWallets';
import type { Failure } from './Failure';
import { getPart } from './getPart';
import { type Action, showActions } from './showActions';
import { WalletList } from './WalletList';

/** The changing parts of the page. All values are set as text, never as markup. */
export class PageView {
	readonly wallets = new WalletList();
	private readonly texts: PageTexts;
	private readonly values: PlaceholderValues;

	/** @param values for placeholders of any text */
	constructor(texts: PageTexts, values: PlaceholderValues) {
		this.texts = texts;
		this.values = values;
	}

	getName(wallet: FoundWallet): string {
		return wallet.name ?? this.say('page_wallet_legacy');
	}

	addWallet(wallet: FoundWallet, onChoose: () => void): void {
		this.wallets.add(wallet, this.say('page_wallet', { wallet: this.getName(wallet) }), onChoose);
	}

	/**
	 * Lets the visitor choose a wallet.
	 * @param statement what the signature will do
	 */
	showChoice(statement: string): void {
		this.showMessages('', '');
		toggleOnPhone(false);
		getPart('time-warning').textContent = '';
		const quote = getPart('message').querySelector('blockquote');
		if (quote) {
			quote.textContent = statement;
		}
		this.wallets.toggle(true);
	}

	/** Says what is going on; screen readers wait for a pause. */
	showProgress(key: PageTextKey, values?: PlaceholderValues, actions: readonly Action[] = []): void {
		this.showMessages(this.say(key, values), '', actions);
	}

	/** Shows an account in groups of four digits, which are easier to compare. */
	showAccount(account: string): void {
		const groups = account.slice(2).match(/.{4}/g) ?? [];
		const spans = ['0x', ...groups].map((group) => {
			const span = document.createElement('span');
			span.textContent = `${group} `;
			return span;
		});
		getPart('account')
			.querySelector('code')
			?.replaceChildren(...spans);
		getPart('account').hidden = false;
	}

	hideAccount(): void {
		getPart('account').hidden = true;
	}

	showTimeLeft(seconds: number): void {
		const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
		getPart('time-left').textContent = this.say('page_time_left', { time });
	}

	hideTime(): void {
		getPart('time-left').textContent = '';
	}

	/** For screen readers only. */
	announceLastMinute(): void {
		getPart('time-warning').textContent = this.say('page_last_minute');
	}

	/** Says what went wrong and focuses the wallet's button, where the next attempt starts. */
	showProblem(wallet: FoundWallet, { key, values }: Failure): void {
		this.showMessages('', this.say(key, { wallet: this.getName(wallet), ...values }));
		this.hideAccount();
		this.wallets.focus(wallet);
	}

	/** Says what went wrong when another try with a wallet can't help; offers one action in place of the wallets. */
	showDeadEnd({ key, values }: Failure, action: Action): void {
		this.showMessages('', this.say(key, values), [action]);
		this.wallets.toggle(false);
		getPart('actions').querySelector<HTMLElement>('a, button')?.focus();
	}

	/** Says that there is no wallet. The focus stays, as nothing was asked for yet. */
	showNoWallet({ finding, explanation, actions, showsQrCode }: NoWalletAdvice): void {
		this.showProgress(explanation, {}, actions);
		const strong = document.createElement('strong');
		strong.textContent = this.say(finding);
		getPart('status').prepend(strong);
		toggleOnPhone(showsQrCode);
	}

	private showMessages(status: string, problem: string, actions: readonly Action[] = []): void {
		getPart('status').textContent = status;
		getPart('problem').textContent = problem;
		showActions(actions, (key) => this.say(key));
	}

	private say(key: PageTextKey, values?: PlaceholderValues): string {
		return fillText(this.texts, key, { ...this.values, ...values });
	}
}

/** Only the page of a plain login has this part. */
function toggleOnPhone(isShown: boolean): void {
	const onPhone = document.getElementById('on-phone');
	if (onPhone) {
		onPhone.hidden = !isShown;
	}
}
