import { type Challenge, type SignInData, sentenceOf } from '../signInData';
import type { Action } from './actions';
import { countDown } from './countDown';
import { discoverWallets, type FoundWallet } from './discovery';
import { Failure, walletFailure } from './failure';
import { freshChallenge } from './freshChallenge';
import { handOver } from './handOver';
import { adviceWithoutWallet } from './noWallet';
import { PageView } from './pageView';
import { askCode } from './secondFactor';
import { serverClock } from './serverClock';
import { type OpenChallenge, type SignedAnswer, type SigningStep, sign } from './sign';
import { submit } from './submit';

const data: SignInData = JSON.parse(document.getElementById('sign-in')?.textContent ?? '');
const view = new PageView(data.texts, {
	workspace: data.workspaceName,
	user: data.connectsTo ?? '',
	client: data.client?.name ?? '',
});

const startAgain: Action = {
	label: 'page_start_again',
	does: data.startAgainUrl ?? (() => void renew()),
};

/** None once an answer is on its way or time is up: what still comes from a wallet is then too late. */
let challenge: OpenChallenge | undefined;
let stopCountDown = () => {};

function open(received: Challenge): void {
	const now = serverClock(received.serverTime);
	challenge = { ...received, now };
	stopCountDown = countDown(() => received.expiresAt - now(), {
		onSecond: (left) => view.timeLeft(left),
		onLastMinute: () => view.lastMinute(),
		onEnd: () => {
			close();
			if (!view.wallets.isEmpty) {
				tellTimeIsUp();
			}
		},
	});
}

function close(): void {
	challenge = undefined;
	stopCountDown();
	view.hideTime();
}

function tellTimeIsUp(): void {
	view.hideAccount();
	view.deadEnd(new Failure('page_error_expired'), startAgain);
}

async function renew(): Promise<void> {
	view.hideAccount();
	view.progress('page_starting_again');
	try {
		open(await freshChallenge());
		letChoose();
		view.wallets.focusFirst();
	} catch (thrown) {
		tellServerFailure(thrown, () => void renew());
	}
}

function letChoose(): void {
	if (challenge) {
		view.choose(sentenceOf(challenge));
	} else {
		tellTimeIsUp();
	}
}

function openChallenge(): OpenChallenge {
	if (!challenge) {
		throw new Failure('page_error_expired');
	}
	return challenge;
}

const atWork = new Set<FoundWallet>();

async function signInWith(wallet: FoundWallet): Promise<void> {
	if (!challenge) {
		return;
	}
	const name = view.nameOf(wallet);
	if (atWork.has(wallet)) {
		// Its window is open already, and asking again would only earn a refusal; or it hangs.
		const reload: Action = { label: 'page_start_again', does: () => location.reload() };
		view.progress('page_error_pending', { wallet: name }, [reload]);
		return;
	}
	atWork.add(wallet);
	view.wallets.busy(wallet, true);
	try {
		const answer = await sign(wallet.provider, openChallenge, (step) => showStep(step, name));
		close();
		await send(answer);
	} catch (thrown) {
		if (challenge) {
			view.problem(wallet, walletFailure(thrown));
		}
	} finally {
		atWork.delete(wallet);
		view.wallets.busy(wallet, false);
	}
}

function showStep(step: SigningStep, wallet: string): void {
	if (!challenge) {
		return;
	}
	if (step.name === 'connecting') {
		view.progress('page_connecting', { wallet });
	} else {
		view.progress(step.name === 'signing' ? 'page_signing' : 'page_signing_again', { wallet });
		view.account(step.account);
	}
}

async function send(signed: SignedAnswer): Promise<void> {
	view.progress('page_sending');
	try {
		await finish(signed);
	} catch (thrown) {
		tellServerFailure(thrown, () => void send(signed));
	}
}

async function finish(signed: SignedAnswer): Promise<void> {
	if (data.framedBy) {
		await handOver(signed, data.workspaceUrl, {
			async askCode(wasWrong) {
				view.wallets.show(false);
				view.progress(wasWrong ? 'page_code_wrong' : 'page_code_wanted');
				const code = await askCode();
				view.progress('page_sending');
				return code;
			},
			onRefused: () => view.deadEnd(new Failure('page_error_login'), startAgain),
		});
		view.progress('page_done');
	} else {
		const redirect = await submit(signed);
		view.progress('page_done');
		location.assign(redirect);
	}
}

/** @param repeat what to try again when nothing came back */
function tellServerFailure(thrown: unknown, repeat: () => void): void {
	const failure = thrown instanceof Failure ? thrown : new Failure('page_error_network');
	const isUnreached = failure.key === 'page_error_network';
	view.deadEnd(failure, isUnreached ? { label: 'page_try_again', does: repeat } : startAgain);
}

function offer(wallet: FoundWallet): void {
	view.addWallet(wallet, () => void signInWith(wallet));
}

view.progress('page_searching');
open(data);
discoverWallets(
	(wallets) => {
		wallets.forEach(offer);
		if (wallets.length > 0) {
			letChoose();
		} else {
			view.noWallet(adviceWithoutWallet(data));
		}
	},
	(late) => {
		const isFirst = view.wallets.isEmpty;
		offer(late);
		if (isFirst) {
			letChoose();
		}
	},
);

// Coming back by the browser's history may show this page as it was left, with its challenge used up.
window.addEventListener('pageshow', ({ persisted }) => {
	if (persisted) {
		location.reload();
	}
});
