import type { EnvironmentalVariableBridge } from '@rocket.chat/apps-engine/server/bridges';
import type { BridgeHost } from './bridgeHost';

/** The environment variables that the server shows to apps. */
const READABLE = ['NODE_ENV', 'ROOT_URL', 'INSTANCE_IP'];

export function environmentBridge({ engine, settings }: BridgeHost): EnvironmentalVariableBridge {
	const readValue = async (name: string): Promise<string | undefined> =>
		name === 'ROOT_URL' ? settings.text('Site_Url') : process.env[name];

	class Environment extends engine.bridges.EnvironmentalVariableBridge {
		protected async getValueByName(name: string): Promise<string | undefined> {
			if (!READABLE.includes(name)) {
				throw new Error(`The environmental variable "${name}" is not readable.`);
			}
			return readValue(name);
		}

		protected async isReadable(name: string): Promise<boolean> {
			return READABLE.includes(name);
		}

		protected async isSet(name: string): Promise<boolean> {
			return READABLE.includes(name) && (await readValue(name)) !== undefined;
		}
	}

	return new Environment();
}
