import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import busboy from 'busboy';
import type { Request } from 'express';

/** The fields of an app's upload form. */
export interface AppUpload {
	app: Buffer;
	permissions?: IPermission[];
}

/** Reads the multipart form of an app's installation. @throws Error when there is no app in it */
export async function readUpload(request: Request): Promise<AppUpload> {
	const parts: { app?: Buffer; permissions?: string } = {};
	await new Promise<void>((resolve, reject) => {
		const form = busboy({ headers: request.headers });
		form.on('file', (name, file) => {
			const chunks: Buffer[] = [];
			file.on('data', (chunk: Buffer) => chunks.push(chunk));
			file.on('end', () => {
				if (name === 'app') {
					parts.app = Buffer.concat(chunks);
				}
			});
		});
		form.on('field', (name, value) => {
			if (name === 'permissions') {
				parts.permissions = value;
			}
		});
		form.on('close', resolve);
		form.on('error', reject);
		request.pipe(form);
	});
	if (!parts.app) {
		throw new Error('Failed to get a file to install for the App.');
	}
	return { app: parts.app, ...(parts.permissions && { permissions: JSON.parse(parts.permissions) }) };
}
