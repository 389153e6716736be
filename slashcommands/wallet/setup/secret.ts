import { getFieldLabel } from '../../../lib/setup/customOAuthTable';
import type { Step } from './Service';

/** `/wallet setup secret`: shows the client secret to an admin who has to type it in. */
export const secret: Step = async ({ call, secret: value }) => ({
	text: `${getFieldLabel('-secret')}: \`${value}\`\n${call.say('setup_secret')}`,
});
