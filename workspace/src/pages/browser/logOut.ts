import { post } from './api';
import { byId } from './element';
import { forgetSession, SITE_ROOT } from './session';

/** Makes the page's button end the login and lead back to the login page. */
export function startLogOut(): void {
	byId('logout', HTMLButtonElement).onclick = async () => {
		await post('/api/v1/logout', {});
		forgetSession();
		location.href = `${SITE_ROOT}/home`;
	};
}
