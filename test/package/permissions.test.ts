import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleApp, ROOT } from '../../scripts/bundle/bundleApp';
import { readManifest } from '../../scripts/package/manifest';

/** What in the app's own sources makes the engine ask for a permission. */
const USES: Record<string, RegExp> = {
	api: /\bprovideApi\(/,
	'env.read': /\bgetEnvironmentVariables\(/,
	'message.read': /\bgetMessageReader\(/,
	'message.write': /\bgetNotifier\(|\bnotifyUser\(|\bstartMessage\(/,
	networking: /\bhttp\.(get|post|put|del|patch)\(|(?<![.\w])fetch\(/,
	persistence: /\bIPersistence\b|\bgetPersistenceReader\(/,
	'role.read': /\bgetRoleReader\(/,
	'room.read': /\bgetRoomReader\(/,
	'room.write': /\bstartRoom\(/,
	scheduler: /\bregisterProcessors\(|\bgetScheduler\(/,
	'server-setting.read': /\bgetServerSettings\(/,
	'server-setting.write': /\benvironment\.getServerSettings\(|\b(updateOne|incrementValue)\(/,
	slashcommand: /\bprovideSlashCommand\(/,
	'ui.interact': /\bIUIKitInteractionHandler\b|\bopenSurfaceView\(|\bgetUiController\(/,
	'ui.registerButtons': /\bregisterButton\(/,
	'upload.read': /\bgetUploadReader\(/,
	'upload.write': /\bgetUploadCreator\(/,
	'user.read': /\bgetUserReader\(/,
	'user.write': /\bgetUserUpdater\(|\bstartUser\(/,
};

test('asks the admin for the permissions it uses and for no others', async () => {
	const { inputs } = await bundleApp();
	const own = Object.keys(inputs).filter((file) => /^(?!node_modules|scripts|page:).*\.ts$/.test(file));
	const source = (await Promise.all(own.map((file) => readFile(join(ROOT, file), 'utf8')))).join('\n');
	const used = Object.keys(USES).filter((name) => USES[name]?.test(source));

	const { permissions } = await readManifest();
	expect(permissions.map(({ name }) => name).sort()).toEqual(used.sort());
});
