import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a reverse proxy in front of the workspace does wrong; nothing, when it is left empty. */
interface ProxyFaults {
	/** Changes the headers of a request on its way. */
	request?: (headers: IncomingHttpHeaders) => void;
	/** Changes the headers of an answer on its way. */
	answer?: (headers: OutgoingHttpHeaders) => void;
	/** Answers by itself: with this status and nothing else. */
	status?: number;
	/** Answers nothing, ever. */
	isStuck?: boolean;
}

/** A reverse proxy, as stands before most workspaces. */
export interface ReverseProxy {
	readonly url: string;
	faults: ProxyFaults;
	close(): void;
}

/** @param target where everything is passed on to: an origin */
export async function startReverseProxy(target: string): Promise<ReverseProxy> {
	const server = createServer((incoming, outgoing) => {
		const { faults } = proxy;
		if (faults.isStuck) {
			return;
		}
		if (faults.status) {
			outgoing.writeHead(faults.status).end();
			return;
		}
		const headers = { ...incoming.headers };
		faults.request?.(headers);
		const passedOn = request(
			new URL(incoming.url ?? '/', target),
			{ method: incoming.method, headers },
			(answer) => {
				const answered: OutgoingHttpHeaders = { ...answer.headers };
				faults.answer?.(answered);
				outgoing.writeHead(answer.statusCode ?? 502, answered);
				answer.pipe(outgoing);
			},
		);
		passedOn.on('error', () => outgoing.destroy());
		incoming.pipe(passedOn);
	});
	await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
	const proxy: ReverseProxy = {
		url: `http://localhost:${(server.address() as AddressInfo).port}`,
		faults: {},
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
	return proxy;
}
