import type { IUIKitInteraction } from '@rocket.chat/apps-engine/definition/uikit';

/** How many interactions are kept of each user. */
const KEPT = 100;

/** What apps opened, updated or closed on their users' screens: modals, contextual bars, errors. */
export class UiInteractions {
	private readonly byUser = new Map<string, IUIKitInteraction[]>();

	add(userId: string, interaction: IUIKitInteraction): void {
		this.byUser.set(userId, [...this.ofUser(userId), interaction].slice(-KEPT));
	}

	/** A user's interactions, the newest last. */
	ofUser(userId: string): readonly IUIKitInteraction[] {
		return this.byUser.get(userId) ?? [];
	}
}
