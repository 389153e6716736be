/** Hands the secret of a classic login over to the page that began it. */
function handOver(data: DOMStringMap): void {
	const { loginStyle, storageKey = '', credentialToken = '', credentialSecret, redirectUrl } = data;
	const opener: Window | null = window.opener;
	if (loginStyle === 'redirect') {
		if (credentialSecret) {
			sessionStorage.setItem(storageKey, credentialSecret);
		}
		location.replace(redirectUrl ?? '/');
		return;
	}
	if (credentialSecret && opener?.handleCredentialSecret) {
		opener.handleCredentialSecret(credentialToken, credentialSecret);
	} else if (credentialSecret) {
		localStorage.setItem(storageKey, credentialSecret);
	}
	document.getElementById('close')?.addEventListener('click', () => window.close());
	window.close();
}

handOver(document.body.dataset);
