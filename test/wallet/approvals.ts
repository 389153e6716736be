import type { ApprovalController } from '@metamask/approval-controller';
import { isValidSIWEOrigin, type SIWEMessage } from '@metamask/controller-utils';
import { providerErrors } from '@metamask/rpc-errors';

/** What the wallet does with a request that would open its window. */
export type ApprovalPolicy = 'approve' | 'reject' | 'ask';

/** One window of the wallet: what it shows and its two buttons. */
export interface PendingApproval {
	/** `wallet_requestPermissions` (connect), `eth_signTypedData` or `personal_sign`. */
	readonly type: string;
	readonly origin: string;
	readonly data: Readonly<Record<string, unknown>>;
	/**
	 * What MetaMask makes of a text to sign (EIP-4361): `none` is any text, `deceptive` is a sign-in to another
	 * site than the one that asks, which the window warns of.
	 */
	readonly signIn: 'none' | 'genuine' | 'deceptive';
	approve(): void;
	/** The caller gets 4001. */
	reject(): void;
}

/** Milliseconds that a test waits for a window. */
const PATIENCE = 10_000;

/** The user in front of the wallet: decides at once by policy, or lets the test decide (`ask`). */
export class ApprovalDesk {
	policy: ApprovalPolicy = 'approve';
	readonly #seen = new Set<string>();
	readonly #waiting: PendingApproval[] = [];
	readonly #takers: ((approval: PendingApproval) => void)[] = [];

	/** Takes in what has begun to wait since the last call. */
	collect(controller: ApprovalController): void {
		for (const { id, type, origin, requestData } of Object.values(controller.state.pendingApprovals)) {
			if (this.#seen.has(id)) {
				continue;
			}
			this.#seen.add(id);
			this.#decide({
				type,
				origin,
				data: requestData,
				signIn: signInOf(origin, requestData.siwe),
				approve: () => void controller.accept(id),
				reject: () => controller.reject(id, providerErrors.userRejectedRequest()),
			});
		}
	}

	/**
	 * The oldest window that no one has taken yet; waits for one if there is none.
	 * @throws when none opens within {@link PATIENCE}
	 */
	next(): Promise<PendingApproval> {
		const first = this.#waiting.shift();
		if (first) {
			return Promise.resolve(first);
		}
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => {
				this.#takers.splice(this.#takers.indexOf(take), 1);
				reject(new Error(`The wallet was not asked for anything within ${PATIENCE} ms`));
			}, PATIENCE);
			const take = (approval: PendingApproval) => {
				clearTimeout(timer);
				resolve(approval);
			};
			this.#takers.push(take);
		});
	}

	#decide(approval: PendingApproval): void {
		if (this.policy === 'approve') {
			approval.approve();
		} else if (this.policy === 'reject') {
			approval.reject();
		} else {
			const taker = this.#takers.shift();
			if (taker) {
				taker(approval);
			} else {
				this.#waiting.push(approval);
			}
		}
	}
}

function signInOf(origin: string, siwe: unknown): PendingApproval['signIn'] {
	const detected = siwe as SIWEMessage | undefined;
	if (!detected?.isSIWEMessage) {
		return 'none';
	}
	return isValidSIWEOrigin({ from: '', origin, siwe: detected }) ? 'genuine' : 'deceptive';
}
