import { EventEmitter } from 'node:events';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The workspace's time: the machine's plus an offset that tests move. Each offset is also appended to a file (a
 * float64, little endian, in milliseconds), which every app process reads.
 */
export class Clock extends EventEmitter<{ advanced: [] }> {
	private offset = 0;
	private readonly file: number | undefined;

	/** @param offsetFile where app processes read the offset; without it, only this process uses the clock */
	constructor(offsetFile?: string) {
		super();
		if (offsetFile === undefined) {
			return;
		}
		mkdirSync(dirname(offsetFile), { recursive: true });
		this.file = openSync(offsetFile, 'w');
		this.writeOffset();
	}

	/** Now, in milliseconds since 1970. */
	now(): number {
		return Date.now() + this.offset;
	}

	/** Moves the time forward by `ms` milliseconds, for the server and every app at once. */
	advance(ms: number): void {
		if (!(ms >= 0)) {
			throw new RangeError(`advance() takes no negative time, not ${ms}: use jump() to set the clock back`);
		}
		this.jump(ms);
	}

	/** Sets the clock `ms` milliseconds ahead or, when negative, back, as an administrator or a bad NTP server does. */
	jump(ms: number): void {
		this.offset += ms;
		this.writeOffset();
		this.emit('advanced');
	}

	/** Closes the offset file. */
	close(): void {
		if (this.file !== undefined) {
			closeSync(this.file);
		}
	}

	private writeOffset(): void {
		if (this.file === undefined) {
			return;
		}
		// One write of eight bytes: a reader that holds the file open never sees half of it.
		const bytes = Buffer.alloc(8);
		bytes.writeDoubleLE(this.offset);
		writeSync(this.file, bytes);
	}
}
