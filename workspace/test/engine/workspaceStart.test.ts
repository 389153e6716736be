import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startWorkspace } from 'rocketchat-app-workspace';
import { expect, test } from 'vitest';

test('a start that fails, here on a taken port, leaves nothing running: the next one works', async () => {
	const taken = createServer();
	await new Promise<void>((resolve) => taken.listen(0, 'localhost', resolve));
	const { port } = taken.address() as AddressInfo;
	const environment = { ...process.env };
	await expect(startWorkspace({ port })).rejects.toThrow('EADDRINUSE');
	taken.close();
	const workspace = await startWorkspace({ port });
	expect(workspace.url).toBe(`http://localhost:${port}`);
	await workspace.stop();
	expect(process.env).toEqual(environment);
});
