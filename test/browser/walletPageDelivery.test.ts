import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../lib/text/languages';
import { selectTexts } from '../../lib/text/translate';
import { KEY } from '../wallet/accounts';
import { createWallet } from '../wallet/wallet';
import { browserForTests } from './browserForTests';
import { walletPageServerForTests } from './walletPageServerForTests';

const chromium = browserForTests();
const served = walletPageServerForTests();

test.each(LANGUAGES)('at most 15 kB compressed, in %s', async (lang) => {
	served.server.view = { lang, texts: selectTexts('page_', lang) };
	const html = await (await fetch(`${served.server.origin}/authorize`)).text();
	const bytes = gzipSync(html).length;
	console.info(`sign-in page in ${lang}: ${html.length} characters, ${bytes} bytes gzip`);
	expect(bytes).toBeLessThanOrEqual(15_000);
});

test('one request, to the workspace only', async () => {
	const page = await chromium.browser.newPage();
	const wallet = await createWallet({ privateKey: KEY, chainId: 1 });
	const requested: string[] = [];
	page.on('request', (request) => requested.push(request.url()));
	await wallet.connect(page);
	await page.goto(`${served.server.origin}/authorize`);
	await page.getByRole('button').waitFor();
	await page.waitForLoadState('networkidle');
	expect(requested.filter((url) => !url.startsWith('data:'))).toEqual([`${served.server.origin}/authorize`]);
	await page.close();
});

test('the headers of a page that nobody may frame, keep or script', async () => {
	const { headers } = await fetch(`${served.server.origin}/authorize`);
	expect(headers.get('content-security-policy')).toMatch(
		/^default-src 'none'; script-src 'sha256-[\w+/]{43}='; style-src 'sha256-[\w+/]{43}='; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
	);
	expect(Object.fromEntries(headers)).toMatchObject({
		'cache-control': 'no-store',
		'content-type': 'text/html; charset=utf-8',
		'referrer-policy': 'no-referrer',
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
	});
	expect(headers.has('cross-origin-opener-policy')).toBe(false);
});

test('hostile names and addresses stay text', async () => {
	const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>'</title></style>&amp;`;
	served.server.view = {
		lang: hostile,
		workspaceName: hostile,
		purpose: { kind: 'client', name: hostile, host: hostile, scope: 'openid profile email offline_access' },
		challenge: `</script><script>alert(2)</script>`,
		cancelUrl: `https://example.com/?${hostile}`,
	};
	const page = await chromium.browser.newPage();
	const dialogs: string[] = [];
	page.on('dialog', (dialog) => {
		dialogs.push(dialog.message());
		void dialog.dismiss();
	});
	await page.goto(`${served.server.origin}/authorize`);
	expect(await page.locator('script').count()).toBe(2);
	expect(await page.locator('img').count()).toBe(0);
	expect(await page.title()).toBe(`Sign in to ${hostile}`);
	expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`Sign in to ${hostile}`);
	await page.getByText('No wallet found').waitFor();
	expect(dialogs).toEqual([]);
	await page.close();
});
