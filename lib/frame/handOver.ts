import { createHmac } from 'crypto';
import { equalSecrets } from '../keys/digest';
import { formatCode, parseCode, type SignedChallenge } from '../login/authorizationCode';
import { OAuthError } from '../oauth/OAuthError';
import type { UnixSeconds } from '../time/UnixSeconds';

/** So many seconds may pass until Rocket.Chat's page fetches what the login frame has handed over. */
export const HAND_OVER_LIFETIME = 60;

/**
 * Seals a signed answer for its way from the login frame to Rocket.Chat's page and back: when it was handed
 * over, a MAC, and the answer as a code. Nothing is stored: the code is verified again and counted as any.
 */
export function sealHandOver(answer: SignedChallenge, key: Buffer, now: UnixSeconds): string {
	const code = formatCode(answer);
	return `${now}.${mac(String(now), code, key)}.${code}`;
}

/**
 * Opens what `sealHandOver` has sealed.
 * @throws OAuthError invalid_token when it is not of our making, or older than `HAND_OVER_LIFETIME`
 */
export function openHandOver(sealed: string, key: Buffer, now: UnixSeconds): SignedChallenge {
	const [handedOverAt = '', sealedMac = '', ...code] = sealed.split('.');
	const isGenuine = equalSecrets(sealedMac, mac(handedOverAt, code.join('.'), key));
	if (!isGenuine || now >= Number(handedOverAt) + HAND_OVER_LIFETIME) {
		throw new OAuthError('frame_expired');
	}
	return parseCode(code.join('.'));
}

function mac(handedOverAt: string, code: string, key: Buffer): string {
	return createHmac('sha256', key).update(`${handedOverAt}.${code}`).digest('base64url');
}
