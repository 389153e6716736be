import type { IUIKitInteraction } from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { UiInteractionBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { BridgeHost } from './bridgeHost';

export function uiInteractionBridge({ engine, uiInteractions }: BridgeHost): UiInteractionBridge {
	class AppUiInteractions extends engine.bridges.UiInteractionBridge {
		protected async notifyUser(user: IUser, interaction: IUIKitInteraction, appId: string): Promise<void> {
			await uiInteractions.add(user.id, { ...interaction, appId });
		}
	}

	return new AppUiInteractions();
}
