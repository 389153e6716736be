import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type RunningWorkspace, startWorkspace } from 'rocketchat-app-workspace';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APP_ID } from './site';

const ROOT = join(import.meta.dirname, '../..');
const COMPILE_ONCE = fileURLToPath(new URL('./compileOnce.cjs', import.meta.url));
let workspace: RunningWorkspace;
/** What rc-apps has compiled: three of these runs compile the same sources. */
let compiled: string;

beforeAll(async () => {
	workspace = await startWorkspace();
	compiled = await mkdtemp(join(tmpdir(), 'compiled-'));
});

afterAll(async () => {
	await workspace.stop();
	await rm(compiled, { recursive: true });
});

/** Runs `npm run deploy` as far as its own script goes. */
async function deploy(environment: Record<string, string>) {
	const env = {
		PATH: process.env.PATH,
		HOME: process.env.HOME,
		NODE_OPTIONS: `--require "${COMPILE_ONCE}"`,
		COMPILED_FOLDER: compiled,
		...environment,
	};
	const run = promisify(execFile)(join(ROOT, 'node_modules/.bin/tsx'), ['scripts/deploy.ts'], {
		cwd: ROOT,
		env,
	});
	return run.then(
		({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
		({ code, stdout, stderr }) => ({ code, said: stdout + stderr }),
	);
}

test('installs the app, and updates it the next time, which keeps its settings', async () => {
	const { token } = await workspace.context.loginTokens.issue(workspace.admin._id);
	const withToken = {
		ROCKETCHAT_URL: `${workspace.url}/`,
		ROCKETCHAT_USER_ID: workspace.admin._id,
		ROCKETCHAT_TOKEN: token,
	};
	const first = await deploy(withToken);
	expect(first.said).toContain('The app is deployed.');
	expect(first.said).not.toContain(token);
	// If none is kept, rc-apps has changed, and each run compiles again.
	expect(await readdir(compiled)).toHaveLength(1);
	expect(await workspace.apps.status(APP_ID)).toMatch(/enabled/);
	await workspace.apps.setSetting(APP_ID, 'client-id', 'kept');

	const withPassword = {
		ROCKETCHAT_URL: workspace.url,
		ROCKETCHAT_USERNAME: 'admin',
		ROCKETCHAT_PASSWORD: 'admin',
	};
	const second = await deploy(withPassword);
	expect(second.said).toContain('already exists - updating it');
	expect(await workspace.apps.settingValue(APP_ID, 'client-id')).toBe('kept');
	expect((await fetch(`${workspace.url}/api/apps/public/${APP_ID}/openid-configuration`)).status).toBe(200);
});

test.each([
	['nothing', {}, 'Say where to deploy'],
	['no login', { ROCKETCHAT_URL: 'https://chat.example.com' }, 'Say where to deploy'],
	[
		'no address',
		{ ROCKETCHAT_URL: 'chat', ROCKETCHAT_USERNAME: 'a', ROCKETCHAT_PASSWORD: 'b' },
		'Say where to deploy',
	],
	[
		'an address that nobody answers at',
		{ ROCKETCHAT_URL: 'http://localhost:9', ROCKETCHAT_USERNAME: 'a', ROCKETCHAT_PASSWORD: 'b' },
		'The workspace did not answer: is ROCKETCHAT_URL right?',
	],
])('with %s it says what to do', async (_what, environment, sentence) => {
	const { code, said } = await deploy(environment);
	expect(code).not.toBe(0);
	expect(said).toContain(sentence);
});

test('a wrong password is said in words, and nothing is installed', async () => {
	const { code, said } = await deploy({
		ROCKETCHAT_URL: workspace.url,
		ROCKETCHAT_USERNAME: 'admin',
		ROCKETCHAT_PASSWORD: 'a wrong one',
	});
	expect(code).not.toBe(0);
	expect(said).toContain('The login was refused');
	expect(said).not.toContain('a wrong one');
});
