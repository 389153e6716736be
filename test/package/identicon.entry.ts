import { drawIdenticon } from '../../lib/avatar/drawIdenticon';
import type { Account } from '../../lib/ethereum/account';
import { MetaMaskOAuthApp } from '../../MetaMaskOAuthApp';

/** Says in place of its version what the shell makes of a picture. */
export class Drawn extends MetaMaskOAuthApp {
	override getVersion(): string {
		const picture = drawIdenticon(`0x${'12'.repeat(20)}` as Account);
		// Of the shell's own kind: its codec knows no other.
		return picture instanceof Buffer ? picture.toString('base64') : 'not a Buffer';
	}
}
