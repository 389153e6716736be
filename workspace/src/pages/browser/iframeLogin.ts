import { isRecord } from './api';
import { byId } from './element';
import { logIn } from './login';

/**
 * Rocket.Chat's iframe login: asks the API URL who is logged in there, and shows the login frame when nobody is.
 * As in Rocket.Chat, the page accepts messages from any window and origin.
 */
export class IframeLogin {
	private constructor(
		private readonly frameUrl: string,
		private readonly apiUrl: string,
		private readonly apiMethod: string,
		private readonly done: () => void,
	) {}

	/** The iframe login as the settings have it; undefined when it is off or one of them is empty. */
	static of(settings: Map<unknown, unknown>, done: () => void): IframeLogin | undefined {
		const text = (id: string) => String(settings.get(id) ?? '');
		const urls = [text('Accounts_iframe_url'), text('Accounts_Iframe_api_url')] as const;
		const method = text('Accounts_Iframe_api_method');
		const isOn = settings.get('Accounts_iframe_enabled') === true && !urls.includes('') && method !== '';
		return isOn ? new IframeLogin(...urls, method, done) : undefined;
	}

	/** Listens to the frame, and tries to log in. */
	async start(): Promise<void> {
		window.addEventListener('message', ({ data, source, origin }: MessageEvent<unknown>) => {
			if (!isRecord(data)) {
				return;
			}
			const attempt = this.attemptFor(data);
			attempt?.catch((error: unknown) => {
				const response = error instanceof Error ? error.message : '';
				source?.postMessage({ event: 'login-error', response }, { targetOrigin: origin });
			});
		});
		await this.tryLogin().catch(() => undefined);
	}

	private attemptFor(data: Record<string, unknown>): Promise<void> | undefined {
		if (data.event === 'try-iframe-login') {
			return this.tryLogin();
		}
		return data.event === 'login-with-token' ? this.logInWith(data) : undefined;
	}

	private async tryLogin(): Promise<void> {
		try {
			const answer = await fetch(this.apiUrl, { method: this.apiMethod, credentials: 'include' });
			if (answer.status !== 200) {
				throw new Error();
			}
			await this.logInWith(await answer.json());
		} catch (error) {
			this.showFrame();
			throw error;
		}
	}

	private async logInWith({ loginToken }: Record<string, unknown>): Promise<void> {
		// The server's login by `services.iframe.token` is not part of this workspace.
		if (typeof loginToken !== 'string') {
			throw new Error('no loginToken');
		}
		await logIn({ resume: loginToken });
		byId('iframe-login', HTMLElement).hidden = true;
		this.done();
	}

	private showFrame(): void {
		const frame = byId('login-frame', HTMLIFrameElement);
		if (frame.src !== this.frameUrl) {
			frame.src = this.frameUrl;
		}
		byId('iframe-login', HTMLElement).hidden = false;
	}
}
