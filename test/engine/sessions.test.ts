import { expect, test } from 'vitest';
import { jobsByHand } from './jobs';
import { APP_ID } from './site';
import { siteForTests } from './siteForTests';
import { storedToken } from './storedToken';
import { Typist } from './typist';
import { walletNamed } from './wallets';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const OVER = /Your wallet session of 0x.* is over/;

const on = siteForTests();
const jobs = jobsByHand(on);

async function connected(name: string): Promise<Typist> {
	const user = await Typist.register(on.site, name);
	await user.connect(walletNamed(name));
	expect((await user.type('token')).msg).toMatch(/^Access token: /);
	return user;
}

/** With the lifetime set so while it is done: the sweep looks at each minute gone by, those of a week take seconds. */
async function forSevenHours<Result>(connect: () => Promise<Result>): Promise<Result> {
	await on.site.setting('session-lifetime', 7 * HOUR);
	const result = await connect();
	await on.site.setting('session-lifetime', 7 * DAY);
	return result;
}

const answerTo = async (user: Typist, parameters: string) => (await user.type(parameters)).msg;

test('the access token that Rocket.Chat keeps in clear logs nobody in after a minute, however often it is sent', async () => {
	const token = await on.provider.accessToken(walletNamed('a minute'));
	jobs.wait(MINUTE - 10);
	expect((await on.provider.userinfo(token)).status).toBe(200);
	jobs.wait(10);
	expect((await on.provider.userinfo(token)).status).toBe(401);
});

test('an expired token is refused before, during and after the sweep that removes it', async () => {
	const token = await on.provider.accessToken(walletNamed('swept'));
	const isKept = async () =>
		JSON.stringify(await on.site.workspace.persistence.all(APP_ID)).includes(walletNamed('swept').account);
	jobs.wait(2 * HOUR);
	expect((await on.provider.userinfo(token)).status).toBe(401);
	expect(await isKept()).toBe(true);
	const [answer] = await Promise.all([on.provider.userinfo(token), jobs.runDue()]);
	expect(answer.status).toBe(401);
	expect((await on.provider.userinfo(token)).status).toBe(401);
	expect(await isKept()).toBe(false);
});

test('a changed lifetime holds for new sessions only', async () => {
	const before = await connected('before-the-change');
	await on.site.setting('session-lifetime', 2 * HOUR);
	await on.site.setting('access-token-lifetime', 10 * MINUTE);
	const after = await connected('after-the-change');
	jobs.wait(11 * MINUTE);
	expect(await answerTo(before, 'token')).toMatch(/^Access token: /);
	expect(await answerTo(after, 'token')).toMatch(/has expired/);
	jobs.wait(2 * HOUR);
	expect(await answerTo(before, 'refresh')).toMatch(/is renewed/);
	expect(await answerTo(after, 'refresh')).toMatch(/session has ended/);
	await on.site.setting('session-lifetime', 7 * DAY);
	await on.site.setting('access-token-lifetime', HOUR);
});

test("at its end a session's job removes the stored token and tells the user, once", async () => {
	const user = await connected('told');
	jobs.wait(7 * DAY - 10);
	await jobs.runDue();
	expect(await storedToken(on.site, user.id)).toBeDefined();
	expect(await user.directMessages()).toEqual([]);
	jobs.wait(10);
	await jobs.runDue();
	expect(await storedToken(on.site, user.id)).toBeUndefined();
	expect(await user.directMessages()).toEqual([expect.stringMatching(OVER)]);
	expect(await answerTo(user, 'token')).toMatch(/have no wallet session/);
	jobs.wait(2 * HOUR);
	await jobs.runDue();
	expect(await user.directMessages()).toHaveLength(1);
});

test('so it is for a session that was renewed', async () => {
	const user = await forSevenHours(() => connected('renewed'));
	jobs.wait(HOUR);
	expect(await answerTo(user, 'refresh')).toMatch(/is renewed/);
	jobs.wait(6 * HOUR);
	await jobs.runDue();
	expect(await storedToken(on.site, user.id)).toBeUndefined();
	expect(await user.directMessages()).toEqual([expect.stringMatching(OVER)]);
});

test('the job of an old session does not touch a newer one', async () => {
	const user = await forSevenHours(() => connected('again'));
	jobs.wait(3 * HOUR);
	await forSevenHours(() => user.connect(walletNamed('again')));
	const stored = await storedToken(on.site, user.id);
	jobs.wait(4 * HOUR);
	await jobs.runDue();
	expect(await storedToken(on.site, user.id)).toEqual(stored);
	expect(await user.directMessages()).toEqual([]);
	expect(await answerTo(user, 'refresh')).toMatch(/is renewed/);
	jobs.wait(3 * HOUR);
	await jobs.runDue();
	expect(await storedToken(on.site, user.id)).toBeUndefined();
	expect(await user.directMessages()).toHaveLength(1);
});

test('a job that the host dropped while the app was disabled is made up for by the sweep', async () => {
	const user = await forSevenHours(() => connected('dropped'));
	const { apps } = on.site.workspace;
	await apps.disable(APP_ID);
	jobs.wait(7 * HOUR);
	await on.site.workspace.jobs.runDue();
	await apps.enable(APP_ID);
	await jobs.runDue();
	expect(await storedToken(on.site, user.id)).toBeDefined();
	expect(await answerTo(user, 'token')).toMatch(/session has ended/);
	jobs.wait(HOUR + 10 * MINUTE);
	await jobs.runDue();
	await jobs.runDue();
	expect(await storedToken(on.site, user.id)).toBeUndefined();
	expect(await user.directMessages()).toEqual([expect.stringMatching(OVER)]);
	expect(await answerTo(user, 'token')).toMatch(/have no wallet session/);
});

test('access tokens of /wallet live an hour, and are renewed until the session ends after seven days', async () => {
	const user = await connected('week');
	jobs.wait(HOUR - 10);
	expect(await answerTo(user, 'token')).toMatch(/^Access token: /);
	jobs.wait(10);
	expect(await answerTo(user, 'token')).toMatch(/has expired/);
	expect(await answerTo(user, 'refresh')).toMatch(/is renewed/);
	expect(await answerTo(user, 'token')).toMatch(/^Access token: /);
	jobs.wait(7 * DAY - HOUR - 30);
	expect(await answerTo(user, 'refresh')).toMatch(/is renewed/);
	expect(await answerTo(user, 'token')).toMatch(/^Access token: /);
	// Renewing has moved neither end: not the session's, nor its last access token's past it.
	jobs.wait(30);
	expect(await answerTo(user, 'token')).toMatch(/session has ended/);
	expect(await answerTo(user, 'refresh')).toMatch(/session has ended/);
});
