import { once } from 'node:events';
import { createServer } from 'node:net';

/** Whether nobody listens on this port of `localhost`. */
export async function isPortFree(port: number): Promise<boolean> {
	const server = createServer().listen(port, 'localhost');
	try {
		await once(server, 'listening');
		return true;
	} catch {
		return false;
	} finally {
		server.close();
	}
}
