import { ApiError, get, post, postForm, records } from './api';
import { appPanel } from './appPanel';
import { byId, fieldValue } from './element';
import { startLogOut } from './logOut';
import { serverSettings } from './serverSettings';
import { currentSession, SITE_ROOT } from './session';

async function act(action: () => Promise<unknown>): Promise<void> {
	const error = byId('admin-error', HTMLElement);
	error.textContent = '';
	try {
		await action();
	} catch (reason) {
		error.textContent = reason instanceof Error ? reason.message : String(reason);
		error.scrollIntoView({ block: 'nearest' });
		if (reason instanceof ApiError && reason.status === 401) {
			location.href = `${SITE_ROOT}/home`;
		}
	}
}

async function showApps(): Promise<void> {
	const { apps } = await get('/api/apps');
	byId('apps', HTMLElement).replaceChildren(...records(apps).map((app) => appPanel(app, act, showApps)));
}

async function showSettings(): Promise<void> {
	byId('settings', HTMLElement).replaceChildren(...(await serverSettings(act)));
}

function onSubmit(id: string, send: (form: HTMLFormElement) => Promise<void>): void {
	const form = byId(id, HTMLFormElement);
	form.onsubmit = async (event) => {
		event.preventDefault();
		await act(() => send(form));
	};
}

onSubmit('install-form', async (form) => {
	await postForm('/api/apps', new FormData(form));
	form.reset();
	await showApps();
});
onSubmit('add-oauth-form', async (form) => {
	await post('/api/v1/settings.addCustomOAuth', { name: fieldValue(form, 'name') });
	form.reset();
	await showSettings();
});

if (currentSession()) {
	startLogOut();
	act(showApps);
	act(showSettings);
} else {
	location.href = `${SITE_ROOT}/home`;
}
