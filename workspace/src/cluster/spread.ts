import { request } from 'node:http';
import type { RequestHandler } from 'express';

/**
 * Passes each request on to a port of `localhost`, as the load balancer before a cluster does.
 * @param nextPort chooses it; none when nobody is left to answer
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
		// A server that dies under a request: balancers say so.
		passedOn.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.sendStatus(502)));
		return incoming.pipe(passedOn);
	};
}
