import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signOffer } from '../visitor/signOffer';
import { loginThroughClassic, loginThroughModern } from '../visitor/walletLogin';
import { SERVICE } from './site';
import { siteForTests } from './siteForTests';
import { walletNamed } from './wallets';

const on = siteForTests();

/** What a program that asks in this language is given to sign. */
async function offerIn(acceptLanguage: string, uiLocales = '') {
	const url = on.provider.authorizeUrl(uiLocales ? { ui_locales: uiLocales } : {});
	const headers = { accept: 'application/json', 'accept-language': acceptLanguage };
	const { json } = await on.provider.request(url, { headers });
	return { url, offer: json as unknown as Awaited<ReturnType<typeof on.provider.offer>> };
}

describe('the language of the signed sentence', () => {
	const origin = () => new URL(on.site.url).origin;

	test.each([
		['', '', 'Sign in to Rocket.Chat. Only sign this at'],
		['de-AT,de;q=0.9,en;q=0.5', '', 'Melden Sie sich bei Rocket.Chat an. Signieren Sie dies nur auf'],
		['de', 'es-MX', 'Entra en Rocket.Chat. Firma esto solo en'],
		['de', 'tlh fr-CH', 'Connexion sur Rocket.Chat. Ne signez ceci que sur'],
		['de', 'tlh', 'Melden Sie sich bei Rocket.Chat an.'],
		['ja', '', 'Rocket.Chat にログインします。'],
	])('Accept-Language %j and ui_locales %j: %s', async (acceptLanguage, uiLocales, sentence) => {
		const { offer } = await offerIn(acceptLanguage, uiLocales);
		expect(offer.typedData.message.action).toContain(sentence);
		expect(offer.typedData.message.action).toContain(origin());
	});

	test('is that of the challenge, whatever language the answer is sent in', async () => {
		const { url, offer } = await offerIn('ja');
		const answer = await on.provider.postAnswer(
			await signOffer(walletNamed('reader of Japanese'), offer),
			url,
		);
		expect(answer.status).toBe(200);
	});

	test.each(['fr', 'ja'])('ui_locales %s decides on the page, too', async (language) => {
		const { text } = await on.provider.request(on.provider.authorizeUrl({ ui_locales: language }), {
			headers: { accept: 'text/html', 'accept-language': 'de' },
		});
		expect(text).toContain(`<html lang="${language}">`);
		expect(text).toContain(`<blockquote lang="${language}">`);
	});

	test('ui_locales sent twice is refused', async () => {
		const url = `${on.provider.authorizeUrl({ ui_locales: 'de' })}&ui_locales=fr`;
		const { status, json } = await on.provider.request(url, { headers: { accept: 'application/json' } });
		expect([status, json.error]).toEqual([400, 'invalid_request']);
	});
});

describe('Sign-In with Ethereum', () => {
	beforeEach(async () => {
		await on.site.setting('sign-in-message', 'siwe');
	});

	afterEach(async () => {
		await on.site.setting('sign-in-message', 'eip712');
		await on.site.useModernFlow(false);
	});

	test('programs get the message in place of the typed data', async () => {
		const { offer } = await offerIn('');
		const { host, origin } = new URL(on.site.url);
		expect(offer.typedData).toBeUndefined();
		const lines = (offer.message ?? '').split('\n');
		expect(lines.map((line) => line.replace(/^Nonce: [0-9a-f]{64}$/, 'Nonce: …'))).toEqual([
			`${host} wants you to sign in with your Ethereum account:`,
			'{address}',
			'',
			`Sign in to Rocket.Chat. Only sign this at ${origin}.`,
			'',
			`URI: ${on.site.url}`,
			'Version: 1',
			'Chain ID: {chainId}',
			'Nonce: …',
			'Issued At: {issuedAt}',
			`Expiration Time: ${new Date((offer.serverTime + 300) * 1000).toISOString()}`,
		]);
	});

	test.each([
		['classic', loginThroughClassic],
		['modern', loginThroughModern],
	] as const)(
		'a wallet logs in through the %s client, and is the same user by either message',
		async (client, logIn) => {
			await on.site.useModernFlow(client === 'modern');
			const wallet = walletNamed(`${client} siwe`, 137);
			const { userId } = await logIn(on.site.url, { service: SERVICE, wallet });
			await on.site.setting('sign-in-message', 'eip712');
			expect((await logIn(on.site.url, { service: SERVICE, wallet })).userId).toBe(userId);
		},
	);

	test.each([
		['another site', (message: string) => message.replace(/^\S+/, 'evil.example')],
		['another statement', (message: string) => message.replace('Sign in to', 'Just look at')],
		['another URI', (message: string) => message.replace(/URI: .*/, 'URI: https://evil.example')],
		['another nonce', (message: string) => message.replace(/Nonce: .{8}/, 'Nonce: 00000000')],
		[
			'another expiry',
			(message: string) => message.replace(/Expiration Time: \d{4}/, 'Expiration Time: 2099'),
		],
		['a resource more', (message: string) => `${message}\nResources:\n- https://evil.example`],
	])('a message with %s is refused', async (_what, alter) => {
		const { url, offer } = await offerIn('');
		const altered = { ...offer, message: alter(offer.message ?? '') };
		expect(altered.message).not.toBe(offer.message);
		const { status, json } = await on.provider.postAnswer(await signOffer(walletNamed('siwe'), altered), url);
		expect([status, json.error]).toEqual([400, 'invalid_grant']);
	});

	test('typed data of the same challenge is refused', async () => {
		await on.site.setting('sign-in-message', 'eip712');
		const { offer: typed } = await offerIn('');
		await on.site.setting('sign-in-message', 'siwe');
		const { url, offer } = await offerIn('');
		const { message: _unused, ...rest } = offer;
		const body = await signOffer(walletNamed('siwe'), { ...rest, typedData: typed.typedData });
		const { status, json } = await on.provider.postAnswer(body, url);
		expect([status, json.error]).toEqual([400, 'invalid_grant']);
	});
});
