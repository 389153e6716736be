import { type RunningWorkspace, startWorkspace } from 'rocketchat-app-workspace';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROBE_ID, packageProbe } from './packageProbe';

const HOUR = 60 * 60 * 1000;

let workspace: RunningWorkspace;
let endpoints: string;

beforeAll(async () => {
	workspace = await startWorkspace();
	// Your own app: readFile('dist/my-app_1.0.0.zip').
	await workspace.apps.install(await packageProbe());
	endpoints = `${workspace.url}/api/apps/public/${PROBE_ID}`;
});
afterAll(() => workspace?.stop());

/** What the app has stored under an association. */
function stored(id: string): Promise<object[]> {
	return workspace.persistence.readByAssociations([{ model: 'misc', id }], PROBE_ID);
}

test('an endpoint answers', async () => {
	const response = await fetch(`${endpoints}/echo?a=1`);
	expect(await response.json()).toMatchObject({ method: 'get', query: { a: '1' } });
});

test('a slash command answers the user who typed it', async () => {
	const { admin, context, url } = workspace;
	const { token } = await context.loginTokens.issue(admin._id);
	await fetch(`${url}/api/v1/commands.run`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', 'X-User-Id': admin._id, 'X-Auth-Token': token },
		body: JSON.stringify({ command: 'probe', params: 'one two', roomId: 'GENERAL' }),
	});
	expect(workspace.messages.ephemeralOf(admin._id)).toMatchObject([{ msg: '["one","two"]' }]);
});

test('a new user is an event for the app', async () => {
	await workspace.users.insert({ username: 'alice' });
	await expect.poll(() => stored('event:user-created')).toMatchObject([{ user: { username: 'alice' } }]);
});

test('an hourly job runs when its hour has passed', async () => {
	await workspace.jobs.runDue();
	const before = (await stored('event:hourly')).length;
	workspace.clock.advance(HOUR);
	await workspace.jobs.runDue();
	expect(await stored('event:hourly')).toHaveLength(before + 1);
});

test('a setting goes through onPreSettingUpdate', async () => {
	await workspace.apps.setSetting(PROBE_ID, 'color', 'green');
	await workspace.apps.setSetting(PROBE_ID, 'color', 'red');
	expect(workspace.apps.settingValue(PROBE_ID, 'color')).toBe('green');
});
