import { randomBytes } from 'crypto';
import { addClient, type NewClientAuthentication } from '../../lib/oauth/trustedClients';
import { Refusal } from '../../lib/text/Refusal';
import { onlyForAdmins } from './onlyForAdmins';
import type { Reply, WalletCall } from './WalletCall';

/** Manages the clients that an admin trusts: prints the setting `trusted-clients` with one more, makes new signing keys. */
export const client = onlyForAdmins(async (call) => {
	const [word = '', ...words] = call.words;
	switch (word.toLowerCase()) {
		case 'add':
			return add(call, words, { method: 'secret', secret: randomBytes(32).toString('base64url') });
		case 'add-public':
			return add(call, words, { method: 'none' });
		case 'list':
			return list(call);
		case 'rotate':
			return rotate(call);
		default:
			return { text: call.say('wallet_client_usage') };
	}
});

async function add(
	call: WalletCall,
	words: readonly string[],
	authentication: NewClientAuthentication,
): Promise<Reply> {
	const { say, loader, read, now } = call;
	const [id, redirectUri, ...name] = words;
	if (!id || !redirectUri) {
		return { text: say('wallet_client_usage') };
	}
	const [{ clients }, site] = await Promise.all([loader.load(read, now), loader.loadSite(read)]);
	const setting: unknown = await read.getEnvironmentReader().getSettings().getValueById('trusted-clients');
	try {
		if (clients.some((other) => other.id === id)) {
			throw new Refusal('clients_twice', { id });
		}
		const client = { id, redirectUri, name: name.join(' ') || id, authentication };
		const json = addClient(String(setting ?? ''), client);
		const lines = [
			say('wallet_client_added', { setting: say('setting_trusted-clients') }),
			`\`\`\`\n${json}\n\`\`\``,
			say('wallet_client_issuer', { id, issuer: site.issuer }),
			authentication.method === 'none'
				? say('wallet_client_public')
				: say('wallet_client_secret', { secret: authentication.secret }),
		];
		return { text: lines.join('\n') };
	} catch (error) {
		if (error instanceof Refusal) {
			return { text: say(error.key, error.values) };
		}
		throw error;
	}
}

async function list({ say, loader, read, now }: WalletCall): Promise<Reply> {
	const { trustedClients } = await loader.loadSettings(read, now);
	if (trustedClients.length === 0) {
		return { text: say('wallet_client_none') };
	}
	const lines = trustedClients.map(({ id, name, authentication, redirectUris }) => {
		const isPublic = authentication.method === 'none' ? ' (public, PKCE)' : '';
		return `• *${name}*: \`${id}\`${isPublic}, ${redirectUris.join(' ')}`;
	});
	return { text: lines.join('\n') };
}

async function rotate({ say, loader, read, persistence, now }: WalletCall): Promise<Reply> {
	await loader.signingKeys.rotate(read.getPersistenceReader(), persistence, now);
	return { text: say('wallet_client_rotated') };
}
