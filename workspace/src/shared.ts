import type { EventEmitter } from 'node:events';

type OfEmitters<Part> = Part extends EventEmitter ? keyof EventEmitter : never;

type Method = (...parameters: never[]) => unknown;

/**
 * What a part of the workspace can do for another process: its methods, any of which may take a while. Whoever takes a
 * part as shared can be given the part itself, too.
 */
export type Shared<Part> = {
	readonly [Name in Exclude<keyof Part, OfEmitters<Part>> as Part[Name] extends Method
		? Name
		: never]: Part[Name] extends (...parameters: infer Parameters) => infer Result
		? (...parameters: Parameters) => Result | Promise<Awaited<Result>>
		: never;
};
