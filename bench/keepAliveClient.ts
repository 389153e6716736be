import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** One request, ready to be sent. */
export interface PreparedRequest {
	readonly url: string;
	readonly method?: 'GET' | 'POST';
	readonly headers?: Record<string, string>;
	readonly body?: string;
}

export interface Answer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
}

/** Sends requests over connections that stay open, as Rocket.Chat's browsers and reverse proxies do. */
export class KeepAliveClient {
	private readonly agent = new Agent({ keepAlive: true });

	/** Gives whatever is answered; follows no redirect. */
	exchange({ url, method = 'GET', headers = {}, body }: PreparedRequest): Promise<Answer> {
		const { agent } = this;
		return new Promise((resolve, reject) => {
			const sent = request(url, { agent, method, headers }, (response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('error', reject);
				response.on('end', () => {
					const { statusCode = 0, headers } = response;
					resolve({ status: statusCode, headers, text: Buffer.concat(chunks).toString() });
				});
			});
			sent.on('error', reject);
			sent.end(body);
		});
	}

	/**
	 * Gives the answer's body.
	 * @throws Error for any status but 200: a refusal must never be timed as if it were an answer
	 */
	async send(request: PreparedRequest): Promise<string> {
		const { status, text } = await this.exchange(request);
		if (status !== 200) {
			throw new Error(`${request.method ?? 'GET'} ${request.url}: ${status} ${text}`);
		}
		return text;
	}

	/** Call it after a pause: the server closes connections that are idle for 5 s. The next request opens a new one. */
	disconnect(): void {
		this.agent.destroy();
	}
}
