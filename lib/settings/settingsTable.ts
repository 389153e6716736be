import { CHALLENGE_LIFETIME_SECONDS } from '../login/challenge';
import {
	accountsSetting,
	choiceSetting,
	clientsSetting,
	limitSetting,
	numberSetting,
	optionalTextSetting,
	secretSetting,
	textSetting,
} from './settingKinds';

const DAY_SECONDS = 86_400;

/** RFC 3986 unreserved: Rocket.Chat puts a client's id into URLs as it is. */
const CLIENT_ID = { pattern: /^[\w.~-]+$/, refusal: 'refused_name' } as const;

/** The app's settings in the order of the admin's page, by the names that code uses for their values. */
export const SETTINGS = {
	signInMessage: choiceSetting({
		id: 'sign-in-message',
		section: 'login',
		choices: ['eip712', 'siwe'],
		default: 'eip712',
		otherwise: 'eip712',
	}),
	/** Who may log in: everybody, only wallets that a user has linked, or only the accounts on a list. */
	access: choiceSetting({
		id: 'access',
		section: 'login',
		choices: ['anyone', 'linked', 'listed'],
		default: 'anyone',
		// The strictest.
		otherwise: 'listed',
	}),
	allowedAccounts: accountsSetting({ id: 'allowed-accounts', section: 'login' }),
	newUsersPerHour: limitSetting({ id: 'new-users-per-hour', section: 'login', default: 500, max: 1_000_000 }),
	/** From making the challenge to redeeming the code. */
	codeLifetimeSeconds: numberSetting({
		id: 'code-lifetime',
		section: 'login',
		default: 240,
		min: 30,
		max: CHALLENGE_LIFETIME_SECONDS,
	}),
	serviceName: textSetting({
		id: 'service-name',
		section: 'service',
		default: 'metamask',
		// It becomes part of the allowed redirect URIs, where Rocket.Chat uses lower case.
		pattern: /^[\w-]+$/,
		refusal: 'refused_name',
		lowerCase: true,
	}),
	clientId: textSetting({ id: 'client-id', section: 'service', default: 'rocketchat', ...CLIENT_ID }),
	/** Undefined: the derived one counts. */
	clientSecret: secretSetting({ id: 'client-secret', section: 'service' }),
	/** Of the placeholder e-mail addresses; undefined: there are none. */
	emailDomain: optionalTextSetting({
		id: 'email-domain',
		section: 'service',
		pattern: /^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/i,
		refusal: 'refused_domain',
		lowerCase: true,
	}),
	/** Not for Rocket.Chat's own client, whose tokens expire sooner. */
	accessTokenLifetimeSeconds: numberSetting({
		id: 'access-token-lifetime',
		section: 'wallet',
		default: 3600,
		min: 60,
		max: DAY_SECONDS,
	}),
	sessionLifetimeSeconds: numberSetting({
		id: 'session-lifetime',
		section: 'wallet',
		default: 7 * DAY_SECONDS,
		min: 60,
		max: 366 * DAY_SECONDS,
	}),
	/** Of the app's own client behind `/wallet`. The Apps-Engine's OAuth2 client fixes these two ids. */
	walletClientId: optionalTextSetting({ id: 'wallet-oauth-client-id', section: 'wallet', ...CLIENT_ID }),
	walletClientSecret: secretSetting({ id: 'wallet-oauth-clientsecret', section: 'wallet' }),
	trustedClients: clientsSetting({ id: 'trusted-clients', section: 'tools' }),
	serviceAccountId: optionalTextSetting({ id: 'service-account-id', section: 'iframe' }),
	serviceAccountToken: secretSetting({ id: 'service-account-token', section: 'iframe' }),
	/** CREATE_TOKENS_FOR_USERS_SECRET of the server; up to Rocket.Chat 7.x there is none. */
	createTokenSecret: secretSetting({ id: 'create-token-secret', section: 'iframe' }),
};
