import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What rc-apps says of a failure, and what it means to the person who deploys. */
const MEANINGS: readonly [RegExp, string][] = [
	[
		/Problems conecting|ECONNREFUSED|ENOTFOUND|EAI_AGAIN/,
		'The workspace did not answer: is ROCKETCHAT_URL right?',
	],
	[
		/Invalid username and password/,
		'The login was refused: is the password right, and two-factor off? A token is safer.',
	],
	[/Invalid API token/, 'The token was refused: make a new one, and take its user id with it.'],
	[/Unexpected token|invalid json/i, 'This is no Rocket.Chat address: something else answered.'],
	[
		/unauthorized|not allowed|manage-apps/i,
		'This user may not install apps: it needs the permission manage-apps.',
	],
	[/license|limit|disabled/i, "The workspace's plan does not allow this app: see docs/setup.md on editions."],
];

/**
 * Runs `rc-apps deploy` in a staged folder and shows what it says; after a failure, what that means.
 * @returns the exit code
 */
export async function runRcApps(command: string, folder: string): Promise<number> {
	// --force: it cannot resolve all types of the engine's own packages, and the code was checked before.
	const child = spawn(command, ['deploy', '--force'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '';
	for (const [from, to] of [
		[child.stdout, process.stdout],
		[child.stderr, process.stderr],
	] as const) {
		from.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			to.write(chunk);
		});
	}
	const [code] = await once(child, 'close');
	if (code !== 0) {
		const meaning = MEANINGS.find(([words]) => words.test(said))?.[1];
		console.error(meaning ?? 'Nothing was deployed. The lines above say why.');
	} else {
		console.log('The app is deployed. Type /wallet setup in Rocket.Chat to set the login up.');
	}
	return code ?? 1;
}
