import { isObject, isProvider, type Provider } from './eip1193';

/** A wallet that the visitor can choose. */
export interface FoundWallet {
	readonly provider: Provider;
	/** As the wallet calls itself; none for a bare `window.ethereum`. */
	readonly name: string | undefined;
	/** A `data:` URL. */
	readonly icon: string | undefined;
	readonly isMetaMask: boolean;
}

/** Milliseconds after which no wallet is likely to announce itself any more. */
const ANNOUNCEMENT_TIME = 300;

/**
 * Finds the wallets of this browser by EIP-6963, or else takes `window.ethereum`, in a frame also its parent's.
 * @param onFirst the wallets that answered at once, as loaded ones do, MetaMask first; if none does, what there is
 *   after a while, perhaps nothing
 * @param onLate one that came after that, as an extension may that has only just been woken
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
		if (!isObject(info) || !isProvider(provider) || uuids.has(info.uuid)) {
			return;
		}
		uuids.add(info.uuid);
		const wallet = announcedWallet(info, provider);
		if (late) {
			onLate(wallet);
		} else {
			early.push(wallet);
		}
	});
	window.dispatchEvent(new Event('eip6963:requestProvider'));

	const settle = () => {
		late = true;
		// MetaMask's mobile browser gives no wallet to a frame. The parent is of this origin, or the page itself.
		const bare: unknown = Reflect.get(window, 'ethereum') ?? Reflect.get(parent, 'ethereum');
		if (early.length === 0 && isProvider(bare)) {
			early.push({ provider: bare, name: undefined, icon: undefined, isMetaMask: false });
		}
		onFirst(early.sort((a, b) => Number(b.isMetaMask) - Number(a.isMetaMask)));
	};
	if (early.length > 0) {
		settle();
	} else {
		setTimeout(settle, ANNOUNCEMENT_TIME);
	}
}

function announcedWallet(info: Record<string, unknown>, provider: Provider): FoundWallet {
	const { name, icon, rdns } = info;
	return {
		provider,
		name: (typeof name === 'string' && readable(name)) || undefined,
		icon: typeof icon === 'string' && icon.startsWith('data:image/') ? icon : undefined,
		isMetaMask: typeof rdns === 'string' && /^io\.metamask(\.|$)/.test(rdns),
	};
}

/** A name that fits on a button, without characters that can't be seen or turn the text around them. */
function readable(name: string): string {
	const characters = [...name.slice(0, 200).replace(/\p{C}/gu, ' ').trim()];
	return characters.slice(0, 40).join('');
}
