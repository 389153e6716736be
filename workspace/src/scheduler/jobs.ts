import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import { errorMessage } from '../errorMessage';
import { Collection } from '../store/collection';
import { pack, unpack } from '../store/packed';
import { isCron, nextRunAfter, whenOnce } from './nextRun';

const POLL_INTERVAL_MS = 5_000;
/** A job that started longer ago counts as lost, and starts again. */
const LOCK_LIFETIME_MS = 600_000;

/** A scheduled job. `single`: the one repeating job of its name; `normal`: runs once. */
export interface JobRecord {
	_id: string;
	/** `<processor id>_<app id>`. */
	name: string;
	type: 'single' | 'normal';
	/** Packed. */
	data: string;
	interval?: string | number;
	nextRunAt: Date | null;
	lockedAt: Date | null;
	lastRunAt?: Date;
	failReason?: string;
}

/** What runs the jobs of one name; rejects when it failed. */
type Processor = (context: Record<string, unknown>) => Promise<void>;

/** The jobs of all apps, with Agenda's semantics, by the workspace's clock. */
export class Jobs {
	private readonly processors = new Map<string, Processor>();
	private timer: NodeJS.Timeout | undefined;
	private looking: Promise<void> = Promise.resolve();
	/** The names of the jobs that run now, and their runs. */
	private readonly running = new Map<string, Promise<void>>();

	private constructor(
		private readonly records: Collection<JobRecord>,
		private readonly clock: Clock,
	) {}

	static async open(clock: Clock, dataDir?: string): Promise<Jobs> {
		const indexes = [{ field: 'name' }, { field: 'nextRunAt' }];
		return new Jobs(await Collection.open<JobRecord>('jobs', { dataDir, indexes }), clock);
	}

	/** Starts to look for due jobs: every five seconds, and when the clock moves. */
	start(): void {
		this.timer = setInterval(this.look, POLL_INTERVAL_MS);
		this.timer.unref();
		this.clock.on('advanced', this.look);
	}

	/** Stops, and waits for running jobs. */
	async stop(): Promise<void> {
		clearInterval(this.timer);
		this.clock.off('advanced', this.look);
		await this.finished();
	}

	/** Sets the processor of the jobs of a name. Jobs without one do not run. */
	define(name: string, processor: Processor): void {
		this.processors.set(name, processor);
	}

	/** Schedules a job to run once. @returns its id. @throws Error when `when` is no time */
	async once(name: string, when: string | Date, data: object): Promise<string> {
		const nextRunAt = whenOnce(when, this.now());
		return this.insert({ name, type: 'normal', data: pack(data), nextRunAt, lockedAt: null });
	}

	/** Whether a one-time job of this name is waiting, running, or has failed and stayed. */
	async hasOnce(name: string): Promise<boolean> {
		return (await this.records.count({ name, type: 'normal' })) > 0;
	}

	/**
	 * Schedules the one repeating job of a name, or changes it; a run that is due stays due. Without `skipImmediate`
	 * a new job's first run is at once, unless its interval is a cron line. Gives its id.
	 *
	 * @throws Error when the interval is none
	 */
	async every(
		name: string,
		interval: string | number,
		data: object,
		skipImmediate: boolean,
	): Promise<string> {
		const now = this.now();
		const first = skipImmediate || isCron(interval) ? nextRunAfter(interval, now) : now;
		const existing = await this.records.findOne({ name, type: 'single' });
		if (!existing) {
			return this.insert({
				name,
				type: 'single',
				interval,
				data: pack(data),
				nextRunAt: first,
				lockedAt: null,
			});
		}
		const nextRunAt = first > now ? first : existing.nextRunAt;
		await this.records.update({ _id: existing._id }, { $set: { interval, data: pack(data), nextRunAt } });
		return existing._id;
	}

	/** Removes a job by its id, or all of a name. */
	async cancel(idOrName: string): Promise<void> {
		await this.records.remove({ $or: [{ _id: idOrName }, { name: idOrName }] });
	}

	/** Removes all jobs whose name ends in `_<app id>`. */
	async cancelOfApp(appId: string): Promise<void> {
		for (const { _id } of await this.ofApp(appId)) {
			await this.records.remove({ _id });
		}
	}

	/** An app's jobs, the next one first. */
	async ofApp(appId: string): Promise<JobRecord[]> {
		const jobs = await this.records.find({}, { sort: { nextRunAt: 1 } });
		return jobs.filter(({ name }) => name.endsWith(`_${appId}`));
	}

	/** Runs everything that is due by the workspace's clock, and waits for it. */
	async runDue(): Promise<void> {
		this.look();
		await this.finished();
	}

	private async finished(): Promise<void> {
		await this.looking;
		await Promise.all(this.running.values());
	}

	/** One look after another: two at once would both find a job not yet started. */
	private readonly look = (): void => {
		this.looking = this.looking
			.then(() => this.startDue())
			.catch((error: unknown) => console.error('looking for jobs failed', error));
	};

	/** Jobs of one name run one after another, those of different names side by side. */
	private async startDue(): Promise<void> {
		const now = this.now();
		const due = await this.records.find({ nextRunAt: { $lte: now } }, { sort: { nextRunAt: 1 } });
		const byName = new Map<string, JobRecord[]>();
		for (const job of due) {
			const isLocked = job.lockedAt !== null && now.getTime() - job.lockedAt.getTime() < LOCK_LIFETIME_MS;
			if (isLocked || this.running.has(job.name)) {
				continue;
			}
			byName.set(job.name, [...(byName.get(job.name) ?? []), job]);
		}
		for (const [name, jobs] of byName) {
			this.running.set(
				name,
				this.runInTurn(jobs).finally(() => this.running.delete(name)),
			);
		}
	}

	private async runInTurn(jobs: JobRecord[]): Promise<void> {
		for (const job of jobs) {
			await this.run(job);
		}
	}

	private async run(job: JobRecord): Promise<void> {
		const processor = this.processors.get(job.name);
		if (!processor) {
			return;
		}
		const now = this.now();
		const nextRunAt = job.interval === undefined ? null : nextRunAfter(job.interval, now);
		await this.change(job, { lockedAt: now, lastRunAt: now, nextRunAt });
		try {
			await processor({ ...unpack<object>(job.data), jobId: job._id });
			if (job.type === 'normal') {
				await this.records.remove({ _id: job._id });
			} else {
				await this.change(job, { lockedAt: null });
			}
		} catch (error) {
			// It is not tried again. A one-time job stays, and blocks its startup re-schedule, as on the server.
			await this.change(job, { lockedAt: null, failReason: errorMessage(error) });
		}
	}

	private async insert(job: Omit<JobRecord, '_id'>): Promise<string> {
		// Ids as MongoDB makes them: cancelling tells an id from a name by its form.
		const _id = randomBytes(12).toString('hex');
		await this.records.insert({ _id, ...job });
		return _id;
	}

	private async change({ _id }: JobRecord, changes: Partial<JobRecord>): Promise<void> {
		await this.records.update({ _id }, { $set: { ...changes } });
	}

	private now(): Date {
		return new Date(this.clock.now());
	}
}
