/** A slash command as the server lists it. */
export interface SlashCommandEntry {
	command: string;
	appId: string;
	/** Keys of the app's translations, with the app's prefix. */
	params: string;
	description: string;
	permission?: string;
	providesPreview: boolean;
}

/** The slash commands that apps have registered, by their name in lower case. */
export class SlashCommands {
	private readonly enabled = new Map<string, SlashCommandEntry>();
	private readonly disabled = new Map<string, SlashCommandEntry>();

	has(command: string): boolean {
		return this.enabled.has(command.toLowerCase()) || this.disabled.has(command.toLowerCase());
	}

	find(command: string): SlashCommandEntry | undefined {
		return this.enabled.get(command.toLowerCase());
	}

	all(): SlashCommandEntry[] {
		return [...this.enabled.values()];
	}

	add(entry: SlashCommandEntry): void {
		this.enabled.set(entry.command, entry);
	}

	remove(command: string): void {
		this.enabled.delete(command.toLowerCase());
		this.disabled.delete(command.toLowerCase());
	}

	enable(command: string): void {
		move(command, this.disabled, this.enabled);
	}

	disable(command: string): void {
		move(command, this.enabled, this.disabled);
	}
}

function move(
	command: string,
	from: Map<string, SlashCommandEntry>,
	to: Map<string, SlashCommandEntry>,
): void {
	const name = command.toLowerCase();
	const entry = from.get(name);
	if (!entry) {
		return;
	}
	from.delete(name);
	to.set(name, entry);
}
