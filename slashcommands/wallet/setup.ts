import { onlyForAdmins } from './onlyForAdmins';
import { fill } from './setup/fill';
import { overview } from './setup/overview';
import { findService, type Step } from './setup/Service';
import { secret } from './setup/secret';
import { show } from './setup/show';
import { sign } from './setup/sign';
import { undo } from './setup/undo';

const STEPS: Readonly<Record<string, Step>> = { fill, show, secret, sign, undo };

/** Leads an admin to a working login: says what is missing, and does what an app can do. */
export const setup = onlyForAdmins(async (call) => {
	const [name = '', ...words] = call.words;
	const step = (Object.hasOwn(STEPS, name) && STEPS[name]) || overview;
	const service = await findService({ ...call, words });
	return 'text' in service ? service : step(service);
});
