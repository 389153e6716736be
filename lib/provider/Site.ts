/** The Rocket.Chat workspace that the app runs in, as its settings tell it. */
export interface Site {
	/** Site_Url with its path prefix, without a slash at its end. */
	readonly url: string;
	/** Site_Url as the admin has typed it: from this Rocket.Chat makes its redirect URIs. */
	readonly typedUrl: string;
	/** Site_Name, fit for a signed sentence: one line, at most 64 characters. */
	readonly name: string;
	/** The app's own address, which is the OAuth issuer: `<Site_Url>/api/apps/public/<appId>`. */
	readonly issuer: string;
}

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** @throws TypeError when Site_Url is no http(s) address */
export function parseSite(siteUrl: unknown, siteName: unknown, appId: string): Site {
	const site = new URL(String(siteUrl));
	const typedUrl = String(siteUrl).trim().replace(/\/+$/, '');
	// As it is typed, too: `https:/chat.example` is an address to URL, but no redirect URI.
	if (!/^https?:\/\//i.test(typedUrl) || (site.protocol !== 'https:' && site.protocol !== 'http:')) {
		throw new TypeError('Site_Url is not an http(s) address');
	}
	const url = `${site.origin}${site.pathname}`.replace(/\/+$/, '');
	const name = String(siteName ?? '')
		.replace(UNPRINTABLE, ' ')
		.trim()
		.slice(0, 64);
	return { url, typedUrl, name: name || site.host, issuer: `${url}/api/apps/public/${appId}` };
}
