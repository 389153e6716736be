import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningWorkspace, startWorkspace, type WorkspaceOptions } from 'rocketchat-app-workspace';
import type { EngineVersion } from 'rocketchat-app-workspace/engines';
import { type ProbeClient, probeClient } from '../../../example/probeClient';

/** In milliseconds. */
export const HOUR = 3_600_000;
/** Engines up to 1.57 call it auto_enabled unless an admin has just pressed a button. */
export const ENABLED = /^(manually|auto)_enabled$/;
export const JSON_TYPE = { 'Content-Type': 'application/json' };

/** The workspace that a file's tests share, and its probe app. */
export class TestedWorkspace {
	private dataDir = '';
	private running: { workspace: RunningWorkspace; probe: ProbeClient } | undefined;

	constructor(private readonly engine: EngineVersion) {}

	get workspace(): RunningWorkspace {
		return this.now().workspace;
	}

	get probe(): ProbeClient {
		return this.now().probe;
	}

	/** Starts it with its data on disk. */
	async start(options: WorkspaceOptions = {}): Promise<void> {
		this.dataDir ||= await mkdtemp(join(tmpdir(), 'workspace-test-'));
		const workspace = await startWorkspace({ engine: this.engine, dataDir: this.dataDir, ...options });
		this.running = { workspace, probe: probeClient(workspace) };
	}

	/** Stops it for good. */
	async end(): Promise<void> {
		await this.running?.workspace.stop();
		await rm(this.dataDir, { recursive: true, force: true });
	}

	/** The headers of a logged-in admin. */
	async asAdmin(): Promise<{ 'X-User-Id': string; 'X-Auth-Token': string }> {
		const { admin, context } = this.workspace;
		const { token } = await context.loginTokens.issue(admin._id);
		return { 'X-User-Id': admin._id, 'X-Auth-Token': token };
	}

	/** An admin's call of the REST API, below `/api/`. */
	async api(
		path: string,
		options: RequestInit = {},
	): Promise<{ status: number; body: Record<string, unknown> }> {
		const headers = { ...(await this.asAdmin()), ...options.headers };
		const response = await fetch(`${this.workspace.url}/api/${path}`, { ...options, headers });
		return { status: response.status, body: await response.json() };
	}

	private now(): { workspace: RunningWorkspace; probe: ProbeClient } {
		if (!this.running) {
			throw new Error('the workspace is not started');
		}
		return this.running;
	}
}
