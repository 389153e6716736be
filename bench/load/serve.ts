/** What a load server does between rounds and at its end. */
export interface Chores {
	rest(): Promise<void>;
	stop(): Promise<unknown>;
}

/** Tells the parent process that this server is ready, and does the chores that it asks for. */
export function serve(server: object, chores: Chores): void {
	process.on('message', async (chore: keyof Chores) => {
		await chores[chore]();
		process.send?.({ done: chore }, undefined, undefined, () => {
			if (chore === 'stop') {
				process.exit();
			}
		});
	});
	// A bench that has failed leaves nobody behind to slow the next one down.
	process.on('disconnect', () => chores.stop().finally(() => process.exit(1)));
	process.send?.({ server });
}
