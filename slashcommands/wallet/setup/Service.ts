import { ServiceFields } from '../../../lib/host/ServiceFields';
import { getRocketChatSecret } from '../../../lib/oauth/workspaceClients';
import type { AppSettings } from '../../../lib/settings/AppSettings';
import {
	type CustomOAuthTable,
	makeEmailTable,
	makeRecommendedTable,
	toPlainServiceName,
} from '../../../lib/setup/customOAuthTable';
import { FormerFieldsStore } from '../../../lib/store/FormerFieldsStore';
import type { Reply, WalletCall } from '../WalletCall';

/** The Custom OAuth service to set up, with all that a step needs. */
export interface Service {
	readonly call: WalletCall;
	readonly settings: AppSettings;
	readonly secret: string;
	readonly fields: ServiceFields;
	readonly former: FormerFieldsStore;
	/** What its fields should be; those with e-mail need the setting `email-domain`. */
	readonly tables: {
		readonly recommended: CustomOAuthTable;
		readonly email: CustomOAuthTable | undefined;
	};
}

/** A step of `/wallet setup`. */
export type Step = (service: Service) => Promise<Reply>;

/**
 * Finds the service, or says what the admin has to do before there is one.
 * @throws OAuthError as `ConfigurationLoader.load`
 */
export async function findService(call: WalletCall): Promise<Service | Reply> {
	const { loader, read, persistence, environment, now, say } = call;
	const [{ settings, keys }, site] = await Promise.all([loader.load(read, now), loader.loadSite(read)]);
	const name = toPlainServiceName(settings.serviceName);
	const fields = new ServiceFields(settings.serviceName, read, environment);
	if (name !== settings.serviceName) {
		return { text: `❌ \`service-name\`: ${say('doctor_service_name', { name })}` };
	}
	if (!(await fields.exists())) {
		return { text: `❌ \`service-name\`: ${say('doctor_service_missing', { name })}` };
	}
	const secret = getRocketChatSecret(settings, keys);
	const access = { issuer: site.issuer, clientId: settings.clientId, clientSecret: secret };
	return {
		call,
		settings,
		secret,
		fields,
		former: new FormerFieldsStore(settings.serviceName, read.getPersistenceReader(), persistence),
		tables: {
			recommended: makeRecommendedTable(access),
			email: settings.emailDomain === undefined ? undefined : makeEmailTable(access),
		},
	};
}
