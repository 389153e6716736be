import { createHmac, hkdfSync } from 'crypto';

declare const master: unique symbol;
declare const purpose: unique symbol;

/** The one secret that an installation keeps: 64 hexadecimal digits. Every other secret is derived from it. */
export type MasterKey = string & { readonly [master]: true };

/** 32 bytes for one purpose: a function that wants one key takes no other. */
export type DerivedKey<Purpose extends string> = Buffer & { readonly [purpose]: Purpose };

/** What the app derives from its master key. Instances of one workspace agree without a message between them. */
export interface DerivedKeys {
	/** Key of the challenges' MAC. */
	readonly challenge: DerivedKey<'challenge'>;
	/** Key of the tags in the names of users that a first login creates. */
	readonly nameTag: DerivedKey<'name tag'>;
	/** Key of the names that nobody has: Rocket.Chat is to find the user by `id`. */
	readonly returningTag: DerivedKey<'returning tag'>;
	/** Key of the tags in placeholder e-mail addresses. */
	readonly emailTag: DerivedKey<'email tag'>;
	/** The same for addresses that other tools get: Rocket.Chat's must stay unknown, or somebody could register it. */
	readonly emailTagElsewhere: DerivedKey<'email tag elsewhere'>;
	/** Key of the MAC of access tokens. */
	readonly accessToken: DerivedKey<'access token'>;
	/** Key of the MAC of what Rocket.Chat's login frame hands over. */
	readonly handOver: DerivedKey<'hand-over'>;
	/** The secret of a client whose setting is empty. */
	clientSecret(clientId: string): string;
}

/** RFC 5869, SHA-256, one info per purpose, so that no two purposes share a key. */
export function deriveKeys(masterKey: MasterKey): DerivedKeys {
	const derive = <Purpose extends string>(info: Purpose) =>
		Buffer.from(
			hkdfSync('sha256', Buffer.from(masterKey, 'hex'), '', `metamask-oauth ${info}`, 32),
		) as DerivedKey<Purpose>;
	const clientSecrets = derive('client secrets');
	return {
		challenge: derive('challenge'),
		nameTag: derive('name tag'),
		returningTag: derive('returning tag'),
		emailTag: derive('email tag'),
		emailTagElsewhere: derive('email tag elsewhere'),
		accessToken: derive('access token'),
		handOver: derive('hand-over'),
		clientSecret: (clientId) => createHmac('sha256', clientSecrets).update(clientId).digest('base64url'),
	};
}
