import type { ISlashCommand } from '@rocket.chat/apps-engine/definition/slashcommands';
import type { CommandBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { SlashCommandEntry } from '../slashCommands';
import type { BridgeHost } from './bridgeHost';

export function commandBridge({ engine, commands }: BridgeHost): CommandBridge {
	class AppCommands extends engine.bridges.CommandBridge {
		protected async doesCommandExist(command: string): Promise<boolean> {
			return commands.has(command);
		}

		protected async enableCommand(command: string): Promise<void> {
			commands.enable(command);
		}

		protected async disableCommand(command: string): Promise<void> {
			commands.disable(command);
		}

		protected async modifyCommand(command: ISlashCommand, appId: string): Promise<void> {
			commands.add(entryOf(command, appId));
		}

		protected async registerCommand(command: ISlashCommand, appId: string): Promise<void> {
			commands.add(entryOf(command, appId));
		}

		protected async unregisterCommand(command: string): Promise<void> {
			commands.remove(command);
		}
	}

	return new AppCommands();
}

function entryOf(command: ISlashCommand, appId: string): SlashCommandEntry {
	const { permission, providesPreview, i18nParamsExample, i18nDescription } = command;
	return {
		command: command.command.toLowerCase(),
		appId,
		params: i18nParamsExample && translationKey(appId, i18nParamsExample),
		description: i18nDescription && translationKey(appId, i18nDescription),
		...(permission && { permission }),
		providesPreview,
	};
}

/** The server keeps all apps' translations together; a key without the prefix would be looked up in the server's. */
function translationKey(appId: string, key: string): string {
	return `app-${appId}.${key}`;
}
