import type { Users } from '../users';

/** The characters of Rocket.Chat's default username rule. */
function slug(text: string): string {
	return text
		.normalize('NFKD')
		.trim()
		.toLowerCase()
		.replaceAll(/\s+/g, '.')
		.replaceAll(/[^0-9a-z_.-]/g, '');
}

/**
 * A free username for a login without one, made of the name or the e-mail address, with a number when it is
 * taken. The real client proposes it in a dialog at the first login.
 */
export async function suggestUsername(users: Users, name?: string, email?: string): Promise<string> {
	const candidates = [name ?? '', email?.split('@')[0] ?? ''].map(slug).filter(Boolean);
	const [preferred = 'user'] = candidates;
	for (const candidate of candidates) {
		if (!(await users.findByUsernameIgnoringCase(candidate))) {
			return candidate;
		}
	}
	for (let number = 1; ; number++) {
		const numbered = `${preferred}-${number}`;
		if (!(await users.findByUsernameIgnoringCase(numbered))) {
			return numbered;
		}
	}
}
