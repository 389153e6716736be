import {
	type ChallengeOffer,
	getPlaceholderValues,
	getStatement,
	type WalletPageData,
} from '../walletPageData';
import { adviseWithoutWallet } from './adviseWithoutWallet';
import { askForCode } from './askForCode';
import { discoverWallets, type FoundWallet } from './discoverWallets';
import { Failure, toWalletFailure } from './Failure';
import { fetchChallenge } from './fetchChallenge';
import { finishInFrame } from './finishInFrame';
import { PageView } from './PageView';
import type { Action } from './showActions';
import {
	type ShownChallenge,
	type SignedChallengeBody,
	type SigningStep,
	signChallenge,
} from './signChallenge';
import { startCountdown } from './startCountdown';
import { startServerClock } from './startServerClock';
import { submitSignature } from './submitSignature';

const data: WalletPageData = JSON.parse(document.getElementById('sign-in')?.textContent ?? '');
const view = new PageView(data.texts, getPlaceholderValues(data));

const startAgain: Action = {
	label: 'page_start_again',
	does: data.startAgainUrl ?? (() => void renewChallenge()),
};

/** Undefined when time is up or a signature was sent: whatever a wallet still answers is too late then. */
let challenge: ShownChallenge | undefined;
let stopCountdown = () => {};

function showChallenge(offer: ChallengeOffer): void {
	const now = startServerClock(offer.serverTime);
	challenge = { ...offer, now };
	stopCountdown = startCountdown(() => offer.expiresAt - now(), {
		onSecond: (left) => view.showTimeLeft(left),
		onLastMinute: () => view.announceLastMinute(),
		onEnd: () => {
			endChallenge();
			if (!view.wallets.isEmpty) {
				showExpired();
			}
		},
	});
}

function endChallenge(): void {
	challenge = undefined;
	stopCountdown();
	view.hideTime();
}

function showExpired(): void {
	view.hideAccount();
	view.showDeadEnd(new Failure('page_error_expired'), startAgain);
}

async function renewChallenge(): Promise<void> {
	view.hideAccount();
	view.showProgress('page_starting_again');
	try {
		showChallenge(await fetchChallenge());
		showChoice();
		view.wallets.focusFirst();
	} catch (thrown) {
		showServerFailure(thrown, () => void renewChallenge());
	}
}

function showChoice(): void {
	if (challenge) {
		view.showChoice(getStatement(challenge));
	} else {
		showExpired();
	}
}

function getChallenge(): ShownChallenge {
	if (!challenge) {
		throw new Failure('page_error_expired');
	}
	return challenge;
}

const busyWallets = new Set<FoundWallet>();

async function signWith(wallet: FoundWallet): Promise<void> {
	if (!challenge) {
		return;
	}
	const name = view.getName(wallet);
	if (busyWallets.has(wallet)) {
		// Its window is open, or it hangs. Another request would only be refused.
		const reload: Action = { label: 'page_start_again', does: () => location.reload() };
		view.showProgress('page_error_pending', { wallet: name }, [reload]);
		return;
	}
	busyWallets.add(wallet);
	view.wallets.setBusy(wallet, true);
	try {
		const signed = await signChallenge(wallet.provider, getChallenge, (step) => showStep(step, name));
		endChallenge();
		await send(signed);
	} catch (thrown) {
		if (challenge) {
			view.showProblem(wallet, toWalletFailure(thrown));
		}
	} finally {
		busyWallets.delete(wallet);
		view.wallets.setBusy(wallet, false);
	}
}

function showStep(step: SigningStep, wallet: string): void {
	if (!challenge) {
		return;
	}
	if (step.name === 'connecting') {
		view.showProgress('page_connecting', { wallet });
	} else {
		view.showProgress(step.name === 'signing' ? 'page_signing' : 'page_signing_again', { wallet });
		view.showAccount(step.account);
	}
}

async function send(signed: SignedChallengeBody): Promise<void> {
	view.showProgress('page_sending');
	try {
		await finish(signed);
	} catch (thrown) {
		showServerFailure(thrown, () => void send(signed));
	}
}

async function finish(signed: SignedChallengeBody): Promise<void> {
	if (data.purpose.kind === 'frame') {
		await finishInFrame(signed, data.workspaceUrl, {
			async askForCode(wasWrong) {
				view.wallets.toggle(false);
				view.showProgress(wasWrong ? 'page_code_wrong' : 'page_code_wanted');
				const code = await askForCode();
				view.showProgress('page_sending');
				return code;
			},
			onRefused: () => view.showDeadEnd(new Failure('page_error_login'), startAgain),
		});
		view.showProgress('page_done');
	} else {
		const redirect = await submitSignature(signed);
		view.showProgress('page_done');
		location.assign(redirect);
	}
}

/** @param retry what to offer when there was no response */
function showServerFailure(thrown: unknown, retry: () => void): void {
	const failure = thrown instanceof Failure ? thrown : new Failure('page_error_network');
	const isUnreachable = failure.key === 'page_error_network';
	view.showDeadEnd(failure, isUnreachable ? { label: 'page_try_again', does: retry } : startAgain);
}

function addWallet(wallet: FoundWallet): void {
	view.addWallet(wallet, () => void signWith(wallet));
}

view.showProgress('page_searching');
showChallenge(data);
discoverWallets(
	(wallets) => {
		wallets.forEach(addWallet);
		if (wallets.length > 0) {
			showChoice();
		} else {
			view.showNoWallet(adviseWithoutWallet(data));
		}
	},
	(late) => {
		const isFirst = view.wallets.isEmpty;
		addWallet(late);
		if (isFirst) {
			showChoice();
		}
	},
);

// The browser's history may bring this page back as it was left, with its challenge used up.
window.addEventListener('pageshow', ({ persisted }) => {
	if (persisted) {
		location.reload();
	}
});
