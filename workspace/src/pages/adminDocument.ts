import { document } from './document';
import { type Html, html } from './html';

/** The admin's page: apps with their settings and logs, and the server settings of Custom OAuth. */
export function adminDocument(siteRoot: string, siteName: string): Html {
	const page = { siteRoot, title: `Administration of ${siteName}`, script: 'admin' };
	return document(
		page,
		html`<header>
<span class="brand">${siteName}</span>
<a href="${siteRoot}/home">Home</a>
<button id="logout" type="button">Log out</button>
</header>
<main>
<h1>Administration</h1>
<p id="admin-error" class="error" role="alert"></p>
<section class="card" aria-labelledby="apps-title">
<h2 id="apps-title">Apps</h2>
<div id="apps" class="stack"></div>
<details>
<summary>Install an app</summary>
<form id="install-form" class="stack">
<label>App (.zip) <input name="app" type="file" accept=".zip,application/zip" required></label>
<div><button class="primary">Install</button></div>
</form>
</details>
</section>
<section class="card" aria-labelledby="settings-title">
<h2 id="settings-title">Server settings</h2>
<div id="settings"></div>
<details>
<summary>Add custom OAuth</summary>
<form id="add-oauth-form" class="row">
<input name="name" aria-label="Name of the service" placeholder="my-service" required>
<button class="primary">Add</button>
</form>
</details>
</section>
</main>`,
	);
}
