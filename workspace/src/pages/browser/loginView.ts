import type { ServiceConfiguration } from '../../login/serviceConfiguration';
import { get, isRecord, records } from './api';
import { beginClassicLogin } from './classicLogin';
import { byId, element, fieldValue } from './element';
import { IframeLogin } from './iframeLogin';
import { logIn } from './login';
import { beginModernLogin } from './modernLogin';

function isConfiguration(value: unknown): value is ServiceConfiguration {
	return isRecord(value) && typeof value.service === 'string' && typeof value.loginStyle === 'string';
}

async function publicSettings(): Promise<Map<unknown, unknown>> {
	const { settings } = await get('/api/v1/settings.public');
	return new Map(records(settings).map(({ _id, value }) => [_id, value]));
}

function label({ service, buttonLabelText }: ServiceConfiguration): string {
	return buttonLabelText || `Sign in with ${service.charAt(0).toUpperCase()}${service.slice(1)}`;
}

function serviceButton(configuration: ServiceConfiguration): HTMLButtonElement {
	const button = element('button', { type: 'button', className: 'wide' }, label(configuration));
	button.style.color = configuration.buttonLabelColor;
	button.style.backgroundColor = configuration.buttonColor;
	return button;
}

/** Shows the login frame, or else the login form, with a button for each service; `done` is called after a login. */
export async function showLogin(done: () => void, failure: string): Promise<void> {
	const error = byId('login-error', HTMLElement);
	const form = byId('password-form', HTMLFormElement);
	const services = byId('services', HTMLElement);
	const attempt = async (button: HTMLButtonElement | null, login: () => Promise<void>) => {
		error.textContent = '';
		if (button) {
			button.disabled = true;
		}
		try {
			await login();
			done();
		} catch (reason) {
			error.textContent = reason instanceof Error ? reason.message : String(reason);
		} finally {
			if (button) {
				button.disabled = false;
			}
		}
	};

	const [settings, { configurations }] = await Promise.all([
		publicSettings(),
		get('/api/v1/service.configurations'),
	]);
	const iframeLogin = IframeLogin.of(settings, done);
	if (iframeLogin) {
		return iframeLogin.start();
	}
	const isModern = settings.get('Accounts_OAuth_Use_Modern_Flow') === true;
	const known: unknown[] = records(configurations);
	const shown = known.filter(isConfiguration).filter(({ showButton }) => showButton);
	const buttons = shown.map((configuration) => {
		const button = serviceButton(configuration);
		const begin = isModern ? beginModernLogin : beginClassicLogin;
		button.addEventListener('click', () => attempt(button, () => begin(configuration)));
		return button;
	});
	services.replaceChildren(...buttons);
	form.hidden = settings.get('Accounts_ShowFormLogin') === false;
	byId('divider', HTMLElement).hidden = form.hidden || buttons.length === 0;
	form.onsubmit = (event) => {
		event.preventDefault();
		const login = { user: fieldValue(form, 'user'), password: fieldValue(form, 'password') };
		return attempt(form.querySelector('button'), () => logIn(login));
	};
	error.textContent = failure;
	byId('login', HTMLElement).hidden = false;
}
