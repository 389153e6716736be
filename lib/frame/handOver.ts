import { createHmac } from 'crypto';
import type { DerivedKey } from '../keys/deriveKeys';
import { areSecretsEqual } from '../keys/digest';
import { formatCode, parseCode } from '../login/authorizationCode';
import type { SignedChallenge } from '../login/SignedChallenge';
import { OAuthError } from '../oauth/OAuthError';
import type { UnixSeconds } from '../time/UnixSeconds';

/** How long Rocket.Chat's page has to fetch what the login frame handed over. */
export const HAND_OVER_LIFETIME_SECONDS = 60;

/**
 * Seals a signed challenge for its way from the login frame to Rocket.Chat's page and back: the time, a MAC, and the
 * challenge as a code. Nothing is stored: the code is verified and counted again when it comes back.
 */
export function sealHandOver(
	signed: SignedChallenge,
	key: DerivedKey<'hand-over'>,
	now: UnixSeconds,
): string {
	const code = formatCode(signed);
	return `${now}.${mac(String(now), code, key)}.${code}`;
}

/**
 * Reads what `sealHandOver` has sealed.
 * @throws OAuthError invalid_token when the MAC is wrong, or it is older than `HAND_OVER_LIFETIME_SECONDS`
 */
export function unsealHandOver(
	sealed: string,
	key: DerivedKey<'hand-over'>,
	now: UnixSeconds,
): SignedChallenge {
	const [handedOverAt = '', sealedMac = '', ...code] = sealed.split('.');
	const isGenuine = areSecretsEqual(sealedMac, mac(handedOverAt, code.join('.'), key));
	if (!isGenuine || now >= Number(handedOverAt) + HAND_OVER_LIFETIME_SECONDS) {
		throw new OAuthError('frame_expired');
	}
	return parseCode(code.join('.'));
}

function mac(handedOverAt: string, code: string, key: DerivedKey<'hand-over'>): string {
	return createHmac('sha256', key).update(`${handedOverAt}.${code}`).digest('base64url');
}
