import type { Chart, SelfCall } from './Chart';
import { amber, type Finding, green, red } from './Finding';
import { isLoopback, isPrivate } from './privateHost';

/** So far may what stands before the server be off its clock, in seconds. */
const MOST_SKEW = 60;

/** Where the workspace is, and whether the app is reached there. */
export function addressFindings(chart: Chart): Finding[] {
	const metadata = metadataFinding(chart);
	const calls =
		metadata.light === 'green' ? [tokenFinding(chart.token), policyFinding(chart), clock(chart)] : [];
	return [siteUrl(chart), privateAddress(chart), metadata, ...calls];
}

function siteUrl({ workspace }: Chart): Finding {
	const { protocol, hostname } = new URL(workspace.url);
	// Browsers take the machine itself for as safe as https.
	return protocol === 'https:' || isLoopback(hostname)
		? green('Site_Url')
		: red('Site_Url', 'doctor_not_https');
}

/** Servers without the setting have no such rule. */
function privateAddress({ workspace, server }: Chart): Finding {
	const { hostname } = new URL(workspace.url);
	const list = server.SSRF_Allowlist;
	const isRefused = isPrivate(hostname) && typeof list === 'string' && !list.includes(hostname);
	return isRefused
		? amber('SSRF_Allowlist', 'doctor_private_address', { host: hostname })
		: green('SSRF_Allowlist');
}

function metadataFinding({ metadata, workspace }: Chart): Finding {
	const subject = 'GET openid-configuration';
	const { url, status, failure, json } = metadata;
	if (status === 0) {
		return failure === ''
			? amber(subject, 'doctor_no_networking', { url })
			: red(subject, 'doctor_unreachable', { url, reason: failure });
	}
	return status === 200 && json.issuer === workspace.issuer ? green(subject) : wrongAnswer(subject, metadata);
}

/** The call has the right credentials and a code that is none. */
function tokenFinding(token: SelfCall): Finding {
	const subject = 'POST token';
	switch (token.json.error) {
		case 'invalid_grant':
			return green(subject);
		case 'unsupported_grant_type':
			return red(subject, 'doctor_body');
		case 'invalid_client':
			return red(subject, 'doctor_authorization');
		default:
			return wrongAnswer(subject, token);
	}
}

/** The call is Rocket.Chat's own for a login, so its redirect URI was looked at, too. */
function policyFinding({ page }: Chart): Finding {
	const policy = page.headers['content-security-policy'] ?? '';
	if (page.status !== 200) {
		return wrongAnswer('GET authorize', page);
	}
	// Two policies arrive joined by a comma, and both count.
	return policy.startsWith("default-src 'none';") && !policy.includes(',')
		? green('GET authorize')
		: red('Content-Security-Policy', 'doctor_policy');
}

function clock({ metadata, now }: Chart): Finding {
	const seconds = Math.abs(Date.parse(metadata.headers.date ?? '') / 1000 - now);
	return seconds > MOST_SKEW
		? amber('Date', 'doctor_clock', { seconds: Math.round(seconds) })
		: green('Date');
}

function wrongAnswer(subject: string, { url, status, failure }: SelfCall): Finding {
	return red(subject, 'doctor_wrong_answer', { url, status: status || failure });
}
