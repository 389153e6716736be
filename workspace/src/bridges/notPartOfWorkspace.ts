/** Thrown when an app uses something of Rocket.Chat that this workspace does not have. */
export class NotPartOfWorkspaceError extends Error {
	override readonly name = 'NotPartOfWorkspaceError';

	constructor(what: string) {
		super(`${what} is not part of this workspace`);
	}
}

/**
 * An instance of a bridge that leaves some, or all, of the engine's abstract methods out: calling one of those
 * throws NotPartOfWorkspaceError, after the engine's own check of the app's permissions.
 */
export function withoutTheRest<Bridge extends object>(
	name: string,
	BridgeClass: abstract new () => Bridge,
): Bridge {
	const bridge: Bridge = Reflect.construct(BridgeClass, []);
	return new Proxy(bridge, {
		get(target, property, receiver) {
			// A promise that resolves to the bridge asks for `then`.
			if (property in target || typeof property === 'symbol' || property === 'then') {
				return Reflect.get(target, property, receiver);
			}
			return async () => {
				throw new NotPartOfWorkspaceError(`${name}.${property}`);
			};
		},
	});
}
