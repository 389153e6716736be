import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteForTests } from './siteForTests';

const on = siteForTests();
const ROOT = join(import.meta.dirname, '../..');

let folder: string;
let bot: string;

beforeAll(async () => {
	const [, printed = ''] = /```ts\n(.*?)```/s.exec(await readFile(join(ROOT, 'docs/bot.md'), 'utf8')) ?? [];
	folder = await mkdtemp(join(tmpdir(), 'bot-'));
	bot = printed;
	await writeFile(join(folder, 'bot.mts'), bot);
	await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Runs the bot of the docs as it is printed there; gives what it says. */
async function run(key: string): Promise<string> {
	const environment = { ...process.env, SITE: on.site.url, BOT_KEY: key };
	const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
	const { stdout } = await promisify(execFile)(process.execPath, [tsx, 'bot.mts'], {
		cwd: folder,
		env: environment,
	});
	return stdout.trim();
}

test('the bot of docs/bot.md has at most 40 lines', () => {
	const lines = bot.trimEnd().split('\n').length;
	expect(lines).toBeGreaterThan(10);
	expect(lines).toBeLessThanOrEqual(40);
});

test('it logs in as it is printed, and is the same user whatever it is asked to sign', async () => {
	const key = randomBytes(32).toString('hex');
	const said = await run(key);
	const [, account = '', username = ''] = /^(0x[0-9a-f]{40}) is (\S+)$/.exec(said) ?? [];
	expect(username.startsWith(account.slice(0, 10))).toBe(true);
	await on.site.setting('sign-in-message', 'siwe');
	expect(await run(key)).toBe(said);
});

test('it says why it is refused', async () => {
	await on.site.setting('access', 'linked');
	await expect(run(randomBytes(32).toString('hex'))).rejects.toThrow(
		/Only wallets that are linked to a user/,
	);
	await on.site.setting('access', 'anyone');
});
