import type { ChildProcess } from 'node:child_process';
import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { AppFabricationFulfillment } from '@rocket.chat/apps-engine/server/compiler';
import type { ILoggerStorageEntry } from '@rocket.chat/apps-engine/server/logging';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import type { IRuntimeController } from '@rocket.chat/apps-engine/server/runtime/IRuntimeController';
import { AppInstallError } from './appInstallError';
import { type AppDescription, describeApp } from './describeApp';
import type { EngineModules } from './engineModules';

/** Administers the apps of a workspace. */
export class AppHost {
	constructor(
		/** The engine's own manager, for everything else. */
		readonly manager: AppManager,
		private readonly engine: EngineModules,
	) {}

	/** Starts all installed apps; those that were enabled are enabled again. Called once, by `startWorkspace`. */
	async load(): Promise<void> {
		await this.manager.load();
		for (const app of await this.manager.get()) {
			await this.manager.loadOne(app.getID(), true);
		}
	}

	/**
	 * Installs and enables an app from its zip.
	 *
	 * @param permissions what the admin grants; by default, what app.json asks for
	 * @param user the admin, as the app sees it
	 * @throws AppInstallError when the server would refuse the app, Error when the engine refuses it
	 */
	async install(zip: Buffer, permissions?: IPermission[], user?: IUser): Promise<AppDescription> {
		const permissionsGranted = permissions ?? (await this.requestedPermissions(zip));
		// The engine's type requires a user; an installation without one works.
		const fulfillment = await this.manager.add(zip, {
			enable: true,
			...(permissionsGranted && { permissionsGranted }),
			...(user && { user }),
		} as Parameters<AppManager['add']>[1]);
		return describeApp(installed(fulfillment));
	}

	/** Replaces an installed app by another version of it; it stays enabled or disabled. @throws as `install` */
	async update(zip: Buffer, permissions?: IPermission[], user?: IUser): Promise<AppDescription> {
		const permissionsGranted = permissions ?? (await this.requestedPermissions(zip));
		// Without permissions the engine uses its defaults for old apps; its type doesn't say so.
		const fulfillment = await this.manager.update(zip, permissionsGranted as IPermission[], {
			loadApp: true,
			...(user && { user }),
		});
		return describeApp(installed(fulfillment));
	}

	/** Installs an app, or updates it when it is installed, whatever its version. @throws as `install` */
	async installOrUpdate(zip: Buffer): Promise<AppDescription> {
		const { info } = await this.manager.getParser().unpackageApp(zip);
		return this.has(info.id) ? this.update(zip) : this.install(zip);
	}

	/** @throws Error when there is no such app or it is enabled */
	async enable(appId: string): Promise<string> {
		await this.manager.changeStatus(appId, this.engine.AppStatus.MANUALLY_ENABLED);
		return this.status(appId);
	}

	/** @throws Error when there is no such app or it is disabled */
	async disable(appId: string): Promise<string> {
		await this.manager.changeStatus(appId, this.engine.AppStatus.MANUALLY_DISABLED);
		return this.status(appId);
	}

	/** Removes an app and all it has stored. @throws Error when there is no such app */
	async uninstall(appId: string): Promise<AppDescription> {
		const description = await describeApp(this.app(appId));
		await this.manager.remove(appId, {} as Parameters<AppManager['remove']>[1]);
		return description;
	}

	/** `manually_enabled`, `manually_disabled`, `error_disabled` and so on. @throws Error when there is no such app */
	async status(appId: string): Promise<string> {
		return this.app(appId).getStatus();
	}

	has(appId: string): boolean {
		return this.manager.getOneById(appId) !== undefined;
	}

	/** @throws Error when there is no such app */
	async describe(appId: string): Promise<AppDescription> {
		return describeApp(this.app(appId));
	}

	async list(): Promise<AppDescription[]> {
		return Promise.all((await this.manager.get()).map(describeApp));
	}

	/** What the app, and the engine about it, has logged; the newest first. */
	async logs(appId: string): Promise<ILoggerStorageEntry[]> {
		return this.manager.getLogStorage().getEntriesFor(appId);
	}

	/** The app's settings by their id. @throws Error when there is no such app */
	settings(appId: string): Record<string, ISetting> {
		return this.manager.getSettingsManager().getAppSettings(appId);
	}

	/** The value of a setting: what was set, or its default. @throws Error when there is no such app or setting */
	settingValue(appId: string, settingId: string): unknown {
		const { value, packageValue } = this.manager.getSettingsManager().getAppSetting(appId, settingId);
		return value ?? packageValue;
	}

	/** Sets a setting as the admin's page does: `onPreSettingUpdate` may change or refuse it. @throws as above */
	async setSetting(appId: string, settingId: string, value: unknown): Promise<void> {
		const setting = this.manager.getSettingsManager().getAppSetting(appId, settingId);
		await this.manager.getSettingsManager().updateAppSetting(appId, { ...setting, value });
	}

	/** Ends all apps' processes, as the end of the server does: without `onDisable`. */
	async stop(): Promise<void> {
		const runtimes = (await this.manager.get()).map(runtimeOf);
		for (const runtime of runtimes) {
			// The engine may still write to an app whose process is gone; unhandled, that error would end this process.
			(runtime as { deno?: ChildProcess }).deno?.stdin?.on('error', () => undefined);
		}
		await Promise.all(runtimes.map((runtime) => this.manager.getRuntime().stopRuntime(runtime)));
	}

	private app(appId: string): ProxiedApp {
		const app = this.manager.getOneById(appId);
		// The engine's type says that there is always one.
		if (!app) {
			throw new Error(`No App by the id "${appId}" exists.`);
		}
		return app;
	}

	private async requestedPermissions(zip: Buffer): Promise<IPermission[] | undefined> {
		return (await this.manager.getParser().unpackageApp(zip)).info.permissions;
	}
}

/** Engines up to 1.53 call it by another name. */
function runtimeOf(
	app: ProxiedApp & { getDenoRuntime?: ProxiedApp['getRuntimeController'] },
): IRuntimeController {
	return app.getDenoRuntime ? app.getDenoRuntime() : app.getRuntimeController();
}

function installed(fulfillment: AppFabricationFulfillment): ProxiedApp {
	if (fulfillment.hasStorageError()) {
		throw new AppInstallError('storage_error', fulfillment.getStorageError());
	}
	if (fulfillment.hasAppUserError()) {
		const { message, username } = fulfillment.getAppUserError() as { message: string; username: string };
		throw new AppInstallError('app_user_error', message, { username });
	}
	return fulfillment.getApp();
}
