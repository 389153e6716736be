import type { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata';
import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';

/** An app as the server's admin API shows it. */
export interface AppDescription extends IAppInfo {
	status: string;
	/** The app's translations by language. */
	languages: Record<string, object>;
	permissionsGranted: IPermission[] | undefined;
	private: true;
}

export async function describeApp(app: ProxiedApp): Promise<AppDescription> {
	const { languageContent, permissionsGranted } = app.getStorageItem();
	return {
		...app.getInfo(),
		status: await app.getStatus(),
		languages: languageContent,
		permissionsGranted,
		private: true,
	};
}
