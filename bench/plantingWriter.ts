import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { RunningWorkspace } from 'rocketchat-app-workspace';

/** Lets the app's own stores write straight into a workspace's store, as far as planting takes it. */
export function plantingWriter({ persistence }: RunningWorkspace, appId: string): IPersistence {
	const writer = {
		createWithAssociations: (record: object, associations: RocketChatAssociationRecord[]) =>
			persistence.create(
				record,
				associations.map((association) => ({ model: association.getModel(), id: association.getID() })),
				appId,
			),
	};
	return writer as unknown as IPersistence;
}
