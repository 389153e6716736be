import { Agent, request } from 'node:http';

/** One request, ready to be sent. */
export interface PreparedRequest {
	readonly url: string;
	readonly method?: 'GET' | 'POST';
	readonly headers?: Record<string, string>;
	readonly body?: string;
}

/** Sends requests over connections that stay open, as Rocket.Chat's browsers and reverse proxies do. */
export class KeepAliveClient {
	private readonly agent = new Agent({ keepAlive: true });

	/**
	 * Gives the answer's body.
	 * @throws Error for any status but 200: a refusal must never be timed as if it were an answer
	 */
	send({ url, method = 'GET', headers = {}, body }: PreparedRequest): Promise<string> {
		const { agent } = this;
		return new Promise((resolve, reject) => {
			const sent = request(url, { agent, method, headers }, (response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('error', reject);
				response.on('end', () => {
					const text = Buffer.concat(chunks).toString();
					if (response.statusCode === 200) resolve(text);
					else reject(new Error(`${method} ${url}: ${response.statusCode} ${text}`));
				});
			});
			sent.on('error', reject);
			sent.end(body);
		});
	}

	/** To be called after a pause: the server closes what is idle for 5 s. The next request connects anew. */
	disconnect(): void {
		this.agent.destroy();
	}
}
