import { strToU8, unzipSync, zipSync } from 'fflate';
import { packageProbe } from '../../../example/packageProbe';

/** An app whose endpoint evaluates what is posted to it, in the scope that the app's bundle has. */
const CODE = `
const { App } = require('@rocket.chat/apps-engine/definition/App');
const { ApiEndpoint, ApiSecurity, ApiVisibility } = require('@rocket.chat/apps-engine/definition/api');
class Evaluate extends ApiEndpoint {
	path = 'evaluate';
	async post(request, endpoint, read, modify, http, persistence) {
		const result = await eval(request.content.code);
		return { status: 200, content: { result: String(result) } };
	}
}
exports.EvaluatorApp = class extends App {
	async extendConfiguration({ api }) {
		const endpoints = [new Evaluate(this)];
		await api.provideApi({ visibility: ApiVisibility.PUBLIC, security: ApiSecurity.UNSECURE, endpoints });
	}
};`;

/** It has the probe's id and description. */
export async function packageEvaluator(): Promise<Buffer> {
	const files = unzipSync(await packageProbe());
	return Buffer.from(zipSync({ ...files, 'ProbeApp.js': strToU8(CODE) }));
}
