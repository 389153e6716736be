import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { PartsChannel, type Pipe } from '../../src/cluster/PartsChannel';

/** Two ends of a pipe that clones what is sent, as the one between processes does. */
function pipe(): [Pipe, Pipe] {
	const left = new EventEmitter();
	const right = new EventEmitter();
	const end = (own: EventEmitter, other: EventEmitter): Pipe => ({
		send(message) {
			const clone = structuredClone(message);
			setImmediate(() => other.emit('message', clone));
		},
		on: (event, listener) => own.on(event, listener),
	});
	return [end(left, right), end(right, left)];
}

class Counter {
	private count = 0;

	add(by: number, at: Date): { count: number; at: Date } {
		this.count += by;
		return { count: this.count, at };
	}

	fail(): never {
		throw { message: 'the app failed', unsendable: () => undefined };
	}

	unsendable(): () => void {
		return () => undefined;
	}

	never(): Promise<void> {
		return new Promise(() => undefined);
	}
}

function connected(): { channel: PartsChannel; counter: ReturnType<PartsChannel['remote']> & Counter } {
	const [left, right] = pipe();
	new PartsChannel(left, { counter: new Counter() });
	const channel = new PartsChannel(right, {});
	return { channel, counter: channel.remote<Counter>('counter') as never };
}

test('a method of the other process keeps its part, and dates arrive as dates', async () => {
	const { counter } = connected();
	await counter.add(1, new Date(0));
	expect(await counter.add(2, new Date(5))).toEqual({ count: 3, at: new Date(5) });
});

test('a failure arrives as an error with its message, even if it can not be sent itself', async () => {
	await expect(async () => connected().counter.fail()).rejects.toThrow(new Error('the app failed'));
});

test('a result that can not be sent is a failure of its call', async () => {
	await expect(async () => connected().counter.unsendable()).rejects.toThrow('could not be cloned');
});

test('an unknown part or method is a failure', async () => {
	const { channel, counter } = connected();
	await expect(async () => (counter as never as { none(): void }).none()).rejects.toThrow('counter.none');
	await expect(async () => channel.remote<Counter>('none').add(1, new Date())).rejects.toThrow('none.add');
});

test('a part is no promise', async () => {
	const { counter } = connected();
	expect(await counter).toBe(counter);
});

test('a closed channel rejects what is pending, and what is called later', async () => {
	const { channel, counter } = connected();
	const pending = expect(counter.never()).rejects.toThrow('the other process is gone');
	await new Promise((resolve) => setImmediate(resolve));
	channel.close();
	await pending;
	await expect(async () => counter.never()).rejects.toThrow('closed');
});
