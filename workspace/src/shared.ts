import type { EventEmitter } from 'node:events';

type OfEmitters<Part> = Part extends EventEmitter ? keyof EventEmitter : never;

type Method = (...parameters: never[]) => unknown;

/**
 * A part of the workspace as another process uses it: its methods, each of which may return a promise. The part
 * itself fits this type, too.
 */
export type Shared<Part> = {
	readonly [Name in Exclude<keyof Part, OfEmitters<Part>> as Part[Name] extends Method
		? Name
		: never]: Part[Name] extends (...parameters: infer Parameters) => infer Result
		? (...parameters: Parameters) => Result | Promise<Awaited<Result>>
		: never;
};
