import { request } from 'node:http';
import type { RequestHandler } from 'express';

/**
 * Passes each request on to a port of `localhost`, as the load balancer before a cluster does.
 * @param nextPort chooses it
 */
export function spread(nextPort: () => number): RequestHandler {
	return (incoming, outgoing) => {
		const { method, headers, originalUrl: path } = incoming;
		const options = { host: 'localhost', port: nextPort(), path, method, headers };
		const passedOn = request(options, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		});
		// A server that dies under a request: balancers say so.
		passedOn.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.sendStatus(502)));
		incoming.pipe(passedOn);
	};
}
