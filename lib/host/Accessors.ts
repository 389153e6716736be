import type {
	IHttp,
	IModify,
	IPersistence,
	IRead,
	ISchedulerModify,
} from '@rocket.chat/apps-engine/definition/accessors';

/** What the engine hands over with each request, command and job, for those who only pass it on. */
export interface Accessors {
	readonly read: IRead;
	readonly modify: IModify;
	readonly http: IHttp;
	readonly persistence: IPersistence;
}

/** Has jobs run once. */
export type JobScheduler = Pick<ISchedulerModify, 'scheduleOnce'>;
