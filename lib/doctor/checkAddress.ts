import type { Facts, SelfCall } from './Facts';
import { error, type Finding, ok, warning } from './Finding';
import { isLoopback, isPrivate } from './privateHost';

/** How far the clock of a proxy may be off ours. */
const MAX_SKEW_SECONDS = 60;

/** Where the workspace is, and whether the app is reached there. */
export function checkAddress(facts: Facts): Finding[] {
	const { reached } = facts;
	const calls = reached ? [checkToken(reached.token), checkPolicy(reached.page), checkClock(facts)] : [];
	return [checkSiteUrl(facts), checkAllowlist(facts), checkMetadata(facts), ...calls];
}

function checkSiteUrl({ site }: Facts): Finding {
	const { protocol, hostname } = new URL(site.url);
	// Browsers trust the machine itself as they trust https.
	return protocol === 'https:' || isLoopback(hostname)
		? ok('Site_Url')
		: error('Site_Url', 'doctor_not_https');
}

/** Servers without the setting allow every address. */
function checkAllowlist({ site, server }: Facts): Finding {
	const { hostname } = new URL(site.url);
	const list = server.SSRF_Allowlist;
	const isRefused = isPrivate(hostname) && typeof list === 'string' && !list.includes(hostname);
	return isRefused
		? warning('SSRF_Allowlist', 'doctor_private_address', { host: hostname })
		: ok('SSRF_Allowlist');
}

function checkMetadata({ metadata, reached }: Facts): Finding {
	const subject = 'GET openid-configuration';
	const { url } = metadata;
	switch (metadata.kind) {
		case 'forbidden':
			return warning(subject, 'doctor_no_networking', { url });
		case 'unreachable':
			return error(subject, 'doctor_unreachable', { url, reason: metadata.reason });
		case 'answered':
			return reached ? ok(subject) : wrongAnswer(subject, metadata);
	}
}

/** The call has the right credentials and a code that is none. */
function checkToken(token: SelfCall): Finding {
	const subject = 'POST token';
	switch (token.kind === 'answered' ? token.json.error : undefined) {
		case 'invalid_grant':
			return ok(subject);
		case 'unsupported_grant_type':
			return error(subject, 'doctor_body');
		case 'invalid_client':
			return error(subject, 'doctor_authorization');
		default:
			return wrongAnswer(subject, token);
	}
}

/** The call is the one that Rocket.Chat makes for a login, so its redirect URI is checked, too. */
function checkPolicy(page: SelfCall): Finding {
	if (page.kind !== 'answered' || page.status !== 200) {
		return wrongAnswer('GET authorize', page);
	}
	const policy = page.headers['content-security-policy'] ?? '';
	// Two policies arrive joined by a comma, and both count.
	return policy.startsWith("default-src 'none';") && !policy.includes(',')
		? ok('GET authorize')
		: error('Content-Security-Policy', 'doctor_policy');
}

function checkClock({ metadata, now }: Facts): Finding {
	const date = metadata.kind === 'answered' ? metadata.headers.date : undefined;
	const seconds = Math.abs(Date.parse(date ?? '') / 1000 - now);
	return seconds > MAX_SKEW_SECONDS
		? warning('Date', 'doctor_clock', { seconds: Math.round(seconds) })
		: ok('Date');
}

function wrongAnswer(subject: string, call: SelfCall): Finding {
	return error(subject, 'doctor_wrong_answer', { url: call.url, status: getStatusOrReason(call) });
}

/** What a call answered, or why it did not. */
export function getStatusOrReason(call: SelfCall): string | number {
	switch (call.kind) {
		case 'answered':
			return call.status;
		case 'unreachable':
			return call.reason;
		case 'forbidden':
			return '';
	}
}
