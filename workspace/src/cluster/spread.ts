import { request } from 'node:http';
import type { RequestHandler } from 'express';

/**
 * Passes each request to a port on `localhost`, like the load balancer of a cluster.
 * @param nextPort chooses the port; undefined when no server is left
 */
export function spread(nextPort: () => number | undefined): RequestHandler {
	return (incoming, outgoing) => {
		const port = nextPort();
		if (port === undefined) {
			return outgoing.sendStatus(502);
		}
		const { method, headers, originalUrl: path } = incoming;
		const options = { host: 'localhost', port, path, method, headers };
		const passedOn = request(options, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		});
		// The server died during the request.
		passedOn.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.sendStatus(502)));
		return incoming.pipe(passedOn);
	};
}
