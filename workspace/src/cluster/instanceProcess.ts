// One server of a cluster, in a process of its own: an engine, and the HTTP routes of apps.
import { EventEmitter } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { LoginTokens } from '../context';
import type { EngineVersion } from '../engine/engineVersion';
import { type EngineHome, type RunningEngine, startEngine } from '../engine/startEngine';
import { appEndpoints } from '../http/appEndpoints';
import { commandsApi } from '../http/commandsApi';
import { uiInteractionApi } from '../http/uiInteractionApi';
import { SlashCommands } from '../slashCommands';
import type { UserEvents } from '../users';
import type { SharedParts } from '../workspaceParts';
import { InstanceControl } from './InstanceControl';
import { PartsChannel, type Pipe } from './PartsChannel';

/** How a server reports that it listens. */
export interface Starting {
	listens(port: number): void;
}

/** The options of a server: JSON in its first argument. */
export interface InstanceOptions {
	readonly version: EngineVersion;
	readonly home: EngineHome;
	readonly pathPrefix: string;
}

const { version, home, pathPrefix }: InstanceOptions = JSON.parse(process.argv[2] ?? '');
const userEvents = new EventEmitter<UserEvents>();
let running: RunningEngine | undefined;
const control = new InstanceControl(() => (running as RunningEngine).apps, userEvents);
const channel = new PartsChannel(process as Pipe, { control });
const jobs = channel.remote<SharedParts['jobs']>('jobs');
const parts: SharedParts = {
	clock: channel.remote('clock'),
	settings: channel.remote('settings'),
	users: channel.remote('users'),
	rooms: channel.remote('rooms'),
	messages: channel.remote('messages'),
	uiInteractions: channel.remote('uiInteractions'),
	mails: channel.remote('mails'),
	persistence: channel.remote('persistence'),
	appRecords: channel.remote('appRecords'),
	commands: new SlashCommands(),
	jobs: new Proxy(jobs, {
		get: (target, method: keyof typeof jobs) =>
			// The processor stays in this process; the scheduler calls it by name.
			method === 'define'
				? (name: string, processor: Parameters<typeof jobs.define>[1]) => {
						control.define(name, processor);
						return jobs.define(name, undefined as never);
					}
				: target[method],
	}),
};
const loginTokens = channel.remote<LoginTokens>('loginTokens') as LoginTokens;

running = await startEngine(version, parts, userEvents, home);
const { engine, apps, routes } = running;
const app = express().disable('x-powered-by').set('env', 'production');
const host = { ...parts, engine, apps, loginTokens };
const router = express
	.Router()
	.use('/api/apps', appEndpoints(routes, loginTokens))
	.use('/api/apps/ui.interaction', uiInteractionApi(host))
	.use('/api/v1', commandsApi(host));
app.use(pathPrefix || '/', router);
await apps.load();
const server = app.listen(0, 'localhost', () => {
	channel.remote<Starting>('starting').listens((server.address() as AddressInfo).port);
});
// When the cluster ends, this server ends.
process.on('disconnect', async () => {
	await running?.stop();
	process.exit();
});
