/**
 * Builds a link that opens the workspace's home page in the browser of MetaMask's app. Not the wallet page: a
 * login can only end in the browser where it began.
 * @param workspaceUrl Site_Url
 */
export function buildWalletAppUrl(workspaceUrl: string): string {
	const { host, pathname } = new URL(workspaceUrl);
	return `https://link.metamask.io/dapp/${host}${pathname.replace(/\/$/, '')}/home`;
}
