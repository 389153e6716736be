import { ApiError, get, records } from './api';
import { endClassicRedirect } from './classicLogin';
import { startCommands } from './commandBox';
import { byId, element } from './element';
import { showLogin } from './loginView';
import { startLogOut } from './logOut';
import { endModernRedirect } from './modernLogin';
import { currentSession, forgetSession, SITE_ROOT } from './session';

function showWho(me: Record<string, unknown>): void {
	const emails = records(me.emails).map(
		({ address, verified }) => `${address}${verified ? '' : ' (not verified)'}`,
	);
	const roles = Array.isArray(me.roles) ? me.roles.join(', ') : '';
	const rows = Object.entries({
		Name: String(me.name ?? ''),
		Username: `@${me.username}`,
		Roles: roles,
		'E-mail': emails.join(', ') || 'none',
		Id: String(me._id),
	});
	const nodes = rows.flatMap(([term, value]) => [element('dt', {}, term), element('dd', {}, value)]);
	byId('who', HTMLElement).replaceChildren(...nodes);
	byId('admin-link', HTMLAnchorElement).hidden = !roles.split(', ').includes('admin');
}

/** Shows who is logged in. @throws ApiError when the session is over */
async function showHome(): Promise<void> {
	showWho(await get('/api/v1/me'));
	byId('login', HTMLElement).hidden = true;
	byId('home', HTMLElement).hidden = false;
	startLogOut();
	startCommands();
	// Tokens of the login must not stay in the address.
	history.replaceState(null, '', `${SITE_ROOT}/home`);
}

async function start(): Promise<void> {
	let failure = '';
	try {
		await endClassicRedirect();
		await endModernRedirect();
		if (currentSession()) {
			return await showHome();
		}
	} catch (error) {
		failure = error instanceof Error ? error.message : String(error);
		if (error instanceof ApiError && error.status === 401 && currentSession()) {
			forgetSession();
		}
	}
	await showLogin(showHome, failure);
}

start();
