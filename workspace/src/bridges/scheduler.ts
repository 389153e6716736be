import type {
	IOnetimeSchedule,
	IProcessor,
	IRecurringSchedule,
} from '@rocket.chat/apps-engine/definition/scheduler';
import type { SchedulerBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { BridgeHost } from './bridgeHost';

/** What the engine's types give for an id that may be missing. */
type Declared<Method extends 'doRegisterProcessors' | 'doScheduleOnce' | 'doScheduleRecurring'> = ReturnType<
	SchedulerBridge[Method]
>;

/** As on the server, a job that cannot be scheduled is logged, and the app gets no id. */
export function schedulerBridge({ engine, jobs }: BridgeHost): SchedulerBridge {
	class Scheduler extends engine.bridges.SchedulerBridge {
		protected async registerProcessors(processors: IProcessor[] = []): Declared<'doRegisterProcessors'> {
			const started: Promise<string | undefined>[] = [];
			for (const processor of processors) {
				// The engine's own wrapper takes the context alone.
				jobs.define(processor.id, processor.processor as (context: object) => Promise<void>);
				started.push(startAtStartup(processor));
			}
			const ids = (await Promise.all(started)).filter((id) => id !== undefined);
			return ids.length > 0 ? ids : undefined;
		}

		protected async scheduleOnce(job: IOnetimeSchedule): Declared<'doScheduleOnce'> {
			return once(job);
		}

		protected async scheduleRecurring(job: IRecurringSchedule): Declared<'doScheduleRecurring'> {
			return recurring(job);
		}

		protected async cancelJob(jobId: string): Promise<void> {
			// The engine appends the app's id also to the id of a job, which is 24 hexadecimal digits.
			const id = jobId.split('_')[0] ?? '';
			await jobs.cancel(/^[0-9a-f]{24}$/.test(id) ? id : jobId);
		}

		protected async cancelAllJobs(appId: string): Promise<void> {
			await jobs.cancelOfApp(appId);
		}
	}

	const once = ({ id, when, data }: IOnetimeSchedule): Promise<string | undefined> =>
		orLog(jobs.once(id, when, data ?? {}));
	const recurring = ({
		id,
		interval,
		data,
		skipImmediate,
	}: IRecurringSchedule): Promise<string | undefined> =>
		orLog(jobs.every(id, interval, data ?? {}, skipImmediate === true));
	const startAtStartup = async ({ id, startupSetting }: IProcessor): Promise<string | undefined> => {
		if (!startupSetting) {
			return undefined;
		}
		if ('interval' in startupSetting) {
			return recurring({ id, ...startupSetting });
		}
		return (await jobs.hasOnce(id)) ? undefined : once({ id, ...startupSetting });
	};

	return new Scheduler();
}

async function orLog(scheduling: Promise<string>): Promise<string | undefined> {
	try {
		return await scheduling;
	} catch (error) {
		console.error('a job could not be scheduled', error);
		return undefined;
	}
}
