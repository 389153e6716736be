import type { AppBridges } from '@rocket.chat/apps-engine/server/bridges';
import { apiBridge } from './api';
import type { BridgeHost } from './bridgeHost';
import { activationBridge, detailChangesBridge } from './changes';
import { commandBridge } from './commands';
import { emailBridge } from './email';
import { environmentBridge } from './environment';
import { httpBridge } from './http';
import { internalBridge } from './internal';
import { messageBridge } from './messages';
import { NotPartOfWorkspaceError, withoutTheRest } from './notPartOfWorkspace';
import { persistenceBridge } from './persistence';
import { roleBridge } from './roles';
import { roomBridge } from './rooms';
import { schedulerBridge } from './scheduler';
import { serverSettingBridge } from './serverSettings';
import { uiInteractionBridge } from './uiInteraction';
import { userBridge } from './users';

/** All bridges of an engine. Those that older engines lack are made only when the engine asks for them. */
export function createBridges(host: BridgeHost): AppBridges {
	const { engine } = host;
	const bridge = {
		activation: activationBridge(host),
		api: apiBridge(host),
		command: commandBridge(host),
		detailChanges: detailChangesBridge(host),
		email: emailBridge(host),
		environment: environmentBridge(host),
		http: httpBridge(host),
		internal: internalBridge(host),
		message: messageBridge(host),
		persistence: persistenceBridge(host),
		role: roleBridge(host),
		room: roomBridge(host),
		scheduler: schedulerBridge(host),
		serverSetting: serverSettingBridge(host),
		uiInteraction: uiInteractionBridge(host),
		user: userBridge(host),
	};
	const absent = new Map<string, object>();
	const none = <Bridge extends object>(name: string, BridgeClass: abstract new () => Bridge): Bridge => {
		const known = absent.get(name) ?? withoutTheRest(name, BridgeClass);
		absent.set(name, known);
		return known as Bridge;
	};

	class WorkspaceBridges extends engine.bridges.AppBridges {
		getApiBridge = () => bridge.api;
		getAppActivationBridge = () => bridge.activation;
		getAppDetailChangesBridge = () => bridge.detailChanges;
		getCloudWorkspaceBridge = () => none('CloudWorkspaceBridge', engine.bridges.CloudWorkspaceBridge);
		getCommandBridge = () => bridge.command;
		getContactBridge = () => none('ContactBridge', engine.bridges.ContactBridge);
		getEmailBridge = () => bridge.email;
		getEnvironmentalVariableBridge = () => bridge.environment;
		getExperimentalBridge = () => none('ExperimentalBridge', engine.bridges.ExperimentalBridge);
		getHttpBridge = () => bridge.http;
		getInternalBridge = () => bridge.internal;
		getInternalFederationBridge = () => ({
			getPrivateKey: async () => host.federationKeys.privateKey,
			getPublicKey: async () => host.federationKeys.publicKey,
		});
		getListenerBridge = () => ({
			messageEvent: neverCalled,
			roomEvent: neverCalled,
			uiKitInteractionEvent: neverCalled,
		});
		getLivechatBridge = () => none('LivechatBridge', engine.bridges.LivechatBridge);
		getMessageBridge = () => bridge.message;
		getModerationBridge = () => none('ModerationBridge', engine.bridges.ModerationBridge);
		getOAuthAppsBridge = () => none('OAuthAppsBridge', engine.OAuthAppsBridge);
		getOutboundMessageBridge = () => none('OutboundMessageBridge', engine.bridges.OutboundMessageBridge);
		getPersistenceBridge = () => bridge.persistence;
		getRoleBridge = () => bridge.role;
		getRoomBridge = () => bridge.room;
		getSchedulerBridge = () => bridge.scheduler;
		getServerSettingBridge = () => bridge.serverSetting;
		getThreadBridge = () => none('ThreadBridge', engine.ThreadBridge);
		getUiInteractionBridge = () => bridge.uiInteraction;
		getUploadBridge = () => none('UploadBridge', engine.bridges.UploadBridge);
		getUserBridge = () => bridge.user;
		getVideoConferenceBridge = () => none('VideoConferenceBridge', engine.bridges.VideoConferenceBridge);
	}

	return new WorkspaceBridges();
}

/** The server calls its listener bridge itself; the engine only wants one to be there. */
async function neverCalled(): Promise<never> {
	throw new NotPartOfWorkspaceError('IListenerBridge');
}
