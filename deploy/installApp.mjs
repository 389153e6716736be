// node deploy/installApp.mjs: puts the packaged app into a workspace over REST, agrees to its permissions as an admin
// does in the dialog, sets its client secret if one is given, and waits until it runs. Needs nothing but Node.js 20.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Milliseconds that a workspace gets to start, and the app to be enabled. */
const PATIENCE = 10 * 60 * 1000;

const {
	ROCKETCHAT_URL: url = '',
	ROCKETCHAT_USERNAME: username = '',
	ROCKETCHAT_PASSWORD: password = '',
	CLIENT_SECRET: clientSecret = '',
} = process.env;

/** A failure, described for the person who runs this. */
class Failure extends Error {}

async function install() {
	for (const name of ['ROCKETCHAT_URL', 'ROCKETCHAT_USERNAME', 'ROCKETCHAT_PASSWORD']) {
		if (!process.env[name]) {
			throw new Failure(`${name} is not set.`);
		}
	}
	const { id, nameSlug, version, permissions } = JSON.parse(await readFile(join(ROOT, 'app.json'), 'utf8'));
	const fileName = `${nameSlug}_${version}.zip`;
	const zip = await readFile(join(ROOT, 'dist', fileName)).catch(() => {
		throw new Failure(`There is no dist/${fileName}: run npm run package first.`);
	});

	console.log(`Waiting for ${url} …`);
	await until(async () => (await fetch(`${url}/api/info`)).ok, 'The workspace did not start.');
	const headers = await logIn();

	const known = await fetch(`${url}/api/apps/${id}`, { headers });
	// Left unread, it would keep this process waiting for the connection's end.
	await known.body?.cancel();
	console.log(`${known.ok ? 'Updating' : 'Installing'} ${fileName} …`);
	const form = new FormData();
	form.append('app', new Blob([zip]), fileName);
	form.append('permissions', JSON.stringify(permissions));
	await call(`/api/apps${known.ok ? `/${id}` : ''}`, { method: 'POST', headers, body: form });

	if (clientSecret !== '') {
		await call(`/api/apps/${id}/settings`, {
			method: 'POST',
			headers: { ...headers, 'content-type': 'application/json' },
			body: JSON.stringify({ settings: [{ id: 'client-secret', value: clientSecret }] }),
		});
	}
	const isEnabled = async () => {
		const { status } = await call(`/api/apps/${id}/status`, { headers });
		return /enabled$/.test(status);
	};
	await until(
		isEnabled,
		"The app was not enabled. The workspace's plan may not allow it: see docs/setup.md.",
	);
	console.log(
		'The app runs. Type /wallet doctor in Rocket.Chat: it says whether wallets can log in, or what to fix.',
	);
}

async function logIn() {
	const { data } = await call('/api/v1/login', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ user: username, password }),
	});
	return { 'x-user-id': data.userId, 'x-auth-token': data.authToken };
}

/** Calls the REST API. @throws {Failure} with what the workspace says, never with what was sent */
async function call(path, init) {
	const response = await fetch(url + path, init);
	const text = await response.text();
	let body = {};
	try {
		body = JSON.parse(text);
	} catch {
		// A page of a proxy's, perhaps: its status says enough.
	}
	if (response.ok && body.success !== false && body.status !== 'error') {
		return body;
	}
	const reason = body.error ?? body.message ?? body.messages?.join(' ') ?? `status ${response.status}`;
	throw new Failure(`${path} was refused: ${typeof reason === 'string' ? reason : JSON.stringify(reason)}`);
}

async function until(holds, otherwise) {
	const end = Date.now() + PATIENCE;
	while (Date.now() < end) {
		if (await holds().catch(() => false)) {
			return;
		}
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
	throw new Failure(otherwise);
}

try {
	await install();
} catch (error) {
	console.error(error instanceof Failure ? error.message : error);
	process.exitCode = 1;
}
