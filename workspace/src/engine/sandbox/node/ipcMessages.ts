import { decoder, encoder } from 'runtime:lib/codec.ts';
import { Transport } from 'runtime:lib/messenger.ts';
import { cloneable } from '../../nodeShell/cloneable';

// Imported before the runtime's main.ts: its messages go through Node's IPC instead of msgpack and stdio.

const received: unknown[] = [];
let wake = () => {};

process.on('message', (message) => {
	received.push(message);
	wake();
});
// The host has ended: without it there is nothing to do.
process.on('disconnect', () => process.exit(0));

encoder.encode = cloneable;

decoder.decodeStream = async function* () {
	for (;;) {
		yield* received.splice(0);
		if (received.length === 0) {
			await new Promise<void>((resolve) => {
				wake = resolve;
			});
		}
	}
};

Transport.send = (message) =>
	new Promise((resolve, reject) => {
		process.send?.(message, (error: Error | null) => (error ? reject(error) : resolve()));
	});
