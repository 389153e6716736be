import type { SignInData } from '../signInData';
import { discoverWallets, type FoundWallet } from './discovery';
import { Failure, walletFailure } from './failure';
import { type Action, PageView } from './pageView';
import { type SigningStep, sign } from './sign';
import { type Submission, submit } from './submit';

const data: SignInData = JSON.parse(document.getElementById('sign-in')?.textContent ?? '');
const view = new PageView(data.texts, { workspace: data.workspaceName, user: data.connectsTo ?? '' });

const openedAt = performance.now();
/** The server's time in Unix seconds: the visitor's own clock may be wrong by hours. */
const now = () => data.serverTime + Math.floor((performance.now() - openedAt) / 1000);

// The same address gives a fresh challenge.
const startAgain: Action = { label: 'page_start_again', does: () => location.reload() };

const atWork = new Set<FoundWallet>();
/** Set once an answer is on its way or the challenge is dead: what still comes from a wallet is too late. */
let over = false;

async function signInWith(wallet: FoundWallet): Promise<void> {
	const name = view.nameOf(wallet);
	if (over) {
		return;
	}
	if (atWork.has(wallet)) {
		// The window is open already; asking again would only earn a refusal.
		view.progress('page_error_pending', { wallet: name });
		return;
	}
	atWork.add(wallet);
	view.busy(wallet, true);
	try {
		const answer = await sign(wallet.provider, data.typedData, now, (step) => showStep(step, name));
		if (!over) {
			over = true;
			await send({ challenge: data.challenge, ...answer });
		}
	} catch (thrown) {
		if (!over) {
			const { key, values } = walletFailure(thrown);
			view.problem(wallet, key, { wallet: name, ...values });
		}
	} finally {
		atWork.delete(wallet);
		view.busy(wallet, false);
	}
}

function showStep(step: SigningStep, wallet: string): void {
	if (over) {
		return;
	}
	if (step.name === 'connecting') {
		view.progress('page_connecting', { wallet });
	} else {
		view.progress(step.name === 'signing' ? 'page_signing' : 'page_signing_again', { wallet });
		view.account(step.account);
	}
}

async function send(submission: Submission): Promise<void> {
	view.progress('page_sending');
	try {
		const redirect = await submit(submission);
		view.progress('page_done');
		location.assign(redirect);
	} catch (thrown) {
		const failure = thrown instanceof Failure ? thrown : new Failure('page_error_network');
		const sendAgain: Action = { label: 'page_send_again', does: () => void send(submission) };
		view.deadEnd(
			failure.key,
			[failure.key === 'page_error_network' ? sendAgain : startAgain],
			failure.values,
		);
	}
}

function offer(wallet: FoundWallet): void {
	view.addWallet(wallet, () => void signInWith(wallet));
}

function explainNoWallet(): void {
	const lookAgain: Action = { label: 'page_look_again', does: () => location.reload() };
	if (/Android|iPhone|iPad/.test(navigator.userAgent)) {
		// A login ends only in the browser that began it, so the wallet's browser begins at the workspace.
		const { host, pathname } = new URL(data.workspaceUrl);
		const home = `https://link.metamask.io/dapp/${host}${pathname.replace(/\/$/, '')}/home`;
		view.noWallet('page_no_wallet_phone', [{ label: 'page_open_in_metamask', does: home }, lookAgain]);
	} else {
		const install = 'https://metamask.io/download/';
		view.noWallet('page_no_wallet_desktop', [{ label: 'page_get_metamask', does: install }, lookAgain]);
	}
}

view.progress('page_searching');
discoverWallets(
	(wallets) => {
		if (wallets.length === 0) {
			explainNoWallet();
			return;
		}
		view.choose();
		for (const wallet of wallets) {
			offer(wallet);
		}
	},
	(late) => {
		if (!view.hasWallets) {
			view.choose();
		}
		offer(late);
	},
);

setTimeout(
	() => {
		if (!over) {
			over = true;
			view.deadEnd('page_error_expired', [startAgain]);
		}
	},
	(data.expiresAt - data.serverTime) * 1000,
);

// Coming back by the browser's history may show this page as it was left, with its challenge used up.
window.addEventListener('pageshow', ({ persisted }) => {
	if (persisted) {
		location.reload();
	}
});
