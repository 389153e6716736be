import { setTimeout as sleep } from 'node:timers/promises';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import { aroundAccessorCalls, processOf, runtimeOf } from '../../../bench/appRuntime';

/** When no further call has come for so long, in milliseconds, all that are under way wait for an answer. */
const QUIET = 150;

/** Holds the app's calls to the server back, so that something can happen between two of them. */
export class Rounds {
	private held: (() => void)[] = [];
	private lastCall = 0;
	private isHolding = false;

	constructor(private readonly app: ProxiedApp) {}

	/** Answers every call so many milliseconds late. */
	async answerLate<Result>(milliseconds: number, act: () => Promise<Result>): Promise<Result> {
		const around = async (_name: string, answer: () => Promise<void>) => {
			await sleep(milliseconds);
			await answer();
		};
		return aroundAccessorCalls(runtimeOf(this.app), around, act);
	}

	/**
	 * Answers the first so many rounds of calls; when all that is under way waits for the next one, something
	 * happens, and then what still waits is answered, should there be anybody to be told.
	 * @returns with what `act` gave, how many calls waited when it happened
	 */
	async interrupt<Result>(
		afterRounds: number,
		act: () => Promise<Result>,
		happens: () => Promise<unknown>,
	): Promise<{ result: Result; waiting: number }> {
		const around = async (_name: string, answer: () => Promise<void>) => {
			this.lastCall = performance.now();
			if (this.isHolding) {
				await new Promise<void>((resolve) => this.held.push(resolve));
			}
			await answer();
		};
		let waiting = 0;
		const acting = aroundAccessorCalls(runtimeOf(this.app), around, async () => {
			this.isHolding = true;
			const acted = act();
			this.lastCall = performance.now();
			for (let round = 0; round < afterRounds; round += 1) {
				await this.quiet();
				this.release();
			}
			await this.quiet();
			waiting = this.held.length;
			await happens();
			this.answerAll();
			return acted;
		});
		return { result: await acting, waiting };
	}

	/** Answers what waits, and from now on at once. */
	answerAll(): void {
		this.isHolding = false;
		this.release();
	}

	/** The app's process, to be killed from outside: what the engine is made to kill it does not start anew. */
	get pid(): number {
		const { stdin, pid } = processOf(this.app);
		// The engine may still be answering it when it is gone, and listens to no error of that.
		stdin?.on('error', () => undefined);
		return pid;
	}

	/** Has the engine give up on the app after so many milliseconds, in place of half a minute. */
	set patience(milliseconds: number) {
		(runtimeOf(this.app) as unknown as { options: { timeout: number } }).options.timeout = milliseconds;
	}

	private async quiet(): Promise<void> {
		while (performance.now() - this.lastCall < QUIET) {
			await sleep(10);
		}
	}

	private release(): void {
		this.lastCall = performance.now();
		for (const answer of this.held.splice(0)) {
			answer();
		}
	}
}
