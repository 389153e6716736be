import { type Eip1193Provider, isEip1193Provider } from './eip1193';
import { isObject } from './isObject';

/** A wallet that the visitor can choose. */
export interface FoundWallet {
	readonly provider: Eip1193Provider;
	/** The wallet's own name; undefined for a bare `window.ethereum`. */
	readonly name: string | undefined;
	/** A `data:` URL. */
	readonly icon: string | undefined;
	readonly isMetaMask: boolean;
}

/** Wallets that are loaded announce themselves at once; others get this long. */
const ANNOUNCEMENT_WAIT_MS = 300;

/**
 * Finds the wallets of this browser: by EIP-6963, else `window.ethereum`, in a frame also its parent's.
 * @param onFirst called once: with the wallets that answer at once, MetaMask first; if none does, after a short
 *   wait with what there is, perhaps nothing
 * @param onLate called for each wallet that comes later, such as an extension that had to wake up
 */
export function discoverWallets(
	onFirst: (wallets: FoundWallet[]) => void,
	onLate: (wallet: FoundWallet) => void,
): void {
	const early: FoundWallet[] = [];
	const uuids = new Set<unknown>();
	let late = false;

	window.addEventListener('eip6963:announceProvider', (event) => {
		const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
		const info = isObject(detail) ? detail.info : undefined;
		const provider = isObject(detail) ? detail.provider : undefined;
		if (!isObject(info) || !isEip1193Provider(provider) || uuids.has(info.uuid)) {
			return;
		}
		uuids.add(info.uuid);
		const wallet = toFoundWallet(info, provider);
		if (late) {
			onLate(wallet);
		} else {
			early.push(wallet);
		}
	});
	window.dispatchEvent(new Event('eip6963:requestProvider'));

	const settle = () => {
		late = true;
		// MetaMask's mobile browser injects no wallet into frames. The parent is the page itself or same-origin.
		const bare: unknown = Reflect.get(window, 'ethereum') ?? Reflect.get(parent, 'ethereum');
		if (early.length === 0 && isEip1193Provider(bare)) {
			early.push({ provider: bare, name: undefined, icon: undefined, isMetaMask: false });
		}
		onFirst(early.sort((a, b) => Number(b.isMetaMask) - Number(a.isMetaMask)));
	};
	if (early.length > 0) {
		settle();
	} else {
		setTimeout(settle, ANNOUNCEMENT_WAIT_MS);
	}
}

function toFoundWallet(info: Record<string, unknown>, provider: Eip1193Provider): FoundWallet {
	const { name, icon, rdns } = info;
	return {
		provider,
		name: (typeof name === 'string' && makeReadable(name)) || undefined,
		icon: typeof icon === 'string' && icon.startsWith('data:image/') ? icon : undefined,
		isMetaMask: typeof rdns === 'string' && /^io\.metamask(\.|$)/.test(rdns),
	};
}

/** Shortens a name to fit on a button; drops invisible characters and those that change text direction. */
function makeReadable(name: string): string {
	const characters = [...name.slice(0, 200).replace(/\p{C}/gu, ' ').trim()];
	return characters.slice(0, 40).join('');
}
