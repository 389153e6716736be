import { createHmac, hkdfSync } from 'crypto';

/** The one secret an installation keeps; 64 hexadecimal digits. Every other secret is derived from it. */
export type MasterKey = string;

/** What the app derives from its master key. Instances of one workspace agree without talking. */
export interface DerivedKeys {
	/** Key of the challenges' MAC. */
	readonly challenge: Buffer;
	/** Key of the tags in the names of users that a first login creates. */
	readonly nameTag: Buffer;
	/** Key of the names by which users are never found, because their id is to be. */
	readonly returningTag: Buffer;
	/** Key of the tags in made-up e-mail addresses: names are seen by everybody. */
	readonly emailTag: Buffer;
	/** The same for addresses that other tools are told: whoever knows Rocket.Chat's could register it there first. */
	readonly emailTagElsewhere: Buffer;
	/** Key of the MAC of what Rocket.Chat's login frame hands over. */
	readonly handOver: Buffer;
	/** The secret of a client whose setting is left empty. */
	clientSecret(clientId: string): string;
}

/** RFC 5869, SHA-256, one info per purpose, so that no two purposes share a key. */
export function deriveKeys(masterKey: MasterKey): DerivedKeys {
	const derive = (purpose: string) =>
		Buffer.from(hkdfSync('sha256', Buffer.from(masterKey, 'hex'), '', `metamask-oauth ${purpose}`, 32));
	const clientSecrets = derive('client secrets');
	return {
		challenge: derive('challenge'),
		nameTag: derive('name tag'),
		returningTag: derive('returning tag'),
		emailTag: derive('email tag'),
		emailTagElsewhere: derive('email tag elsewhere'),
		handOver: derive('hand-over'),
		clientSecret: (clientId) => createHmac('sha256', clientSecrets).update(clientId).digest('base64url'),
	};
}
