/**
 * Opens the workspace's home page in the browser of MetaMask's app. Not the page at hand: a login ends only in
 * the browser that began it.
 * @param workspaceUrl Site_Url
 */
export function walletAppLink(workspaceUrl: string): string {
	const { host, pathname } = new URL(workspaceUrl);
	return `https://link.metamask.io/dapp/${host}${pathname.replace(/\/$/, '')}/home`;
}
