import type { IUIKitInteraction } from '@rocket.chat/apps-engine/definition/uikit';

/** Per user; older ones are dropped. */
const MAX_INTERACTIONS = 100;

/** What apps opened, updated or closed on the screens of users: modals, contextual bars, errors. */
export class UiInteractions {
	private readonly byUser = new Map<string, IUIKitInteraction[]>();

	add(userId: string, interaction: IUIKitInteraction): void {
		this.byUser.set(userId, [...this.ofUser(userId), interaction].slice(-MAX_INTERACTIONS));
	}

	/** A user's interactions, the newest last. */
	ofUser(userId: string): readonly IUIKitInteraction[] {
		return this.byUser.get(userId) ?? [];
	}
}
