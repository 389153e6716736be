import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { type FrameLogin, readFrameLogin } from '../../lib/host/readFrameLogin';
import { OAuthError } from '../../lib/oauth/OAuthError';
import type { AppSettings } from '../../lib/settings/AppSettings';

/**
 * How the iframe login is set up. While it is off, its endpoints give out nothing.
 * @throws OAuthError frame_off
 */
export async function requireFrameLogin({ serviceName }: AppSettings, read: IRead): Promise<FrameLogin> {
	const login = await readFrameLogin(serviceName, read);
	if (!login.isOn) {
		throw new OAuthError('frame_off');
	}
	return login;
}
