import type { AppActivationBridge, AppDetailChangesBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { BridgeHost } from './bridgeHost';

/** The server notifies its other instances and its clients; a workspace is one instance, and its pages poll. */
export function activationBridge({ engine }: BridgeHost): AppActivationBridge {
	class Activation extends engine.bridges.AppActivationBridge {
		protected async appAdded(): Promise<void> {}
		protected async appUpdated(): Promise<void> {}
		protected async appRemoved(): Promise<void> {}
		protected async appStatusChanged(): Promise<void> {}
		protected async actionsChanged(): Promise<void> {}
	}

	return new Activation();
}

/** As above, for the settings of apps. */
export function detailChangesBridge({ engine }: BridgeHost): AppDetailChangesBridge {
	class DetailChanges extends engine.bridges.AppDetailChangesBridge {
		protected onAppSettingsChange(): void {}
	}

	return new DetailChanges();
}
