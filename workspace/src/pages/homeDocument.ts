import { document } from './document';
import { type Html, html } from './html';

/** One page for everything a person does, as Rocket.Chat has it: the login, then the user and a box for slash commands. */
export function homeDocument(siteRoot: string, siteName: string): Html {
	const page = { siteRoot, title: siteName, script: 'home' };
	return document(
		page,
		html`<main id="login" class="narrow" hidden>
<section class="card" aria-labelledby="login-title">
<h1 id="login-title">Log in to ${siteName}</h1>
<p id="login-error" class="error" role="alert"></p>
<div id="services" class="stack"></div>
<div id="divider" class="divider" hidden>or</div>
<form id="password-form" class="stack" hidden>
<label>Username or e-mail <input name="user" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button class="primary wide">Log in</button>
</form>
</section>
</main>
<div id="iframe-login" class="frame" hidden><iframe id="login-frame" title="Login"></iframe></div>
<dialog id="two-factor" aria-labelledby="two-factor-title">
<form method="dialog">
<h2 id="two-factor-title">Two-factor authentication</h2>
<p>Type the code that was sent to your e-mail address.</p>
<label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code"></label>
<div class="row"><button class="primary" value="verify">Verify</button><button value="cancel" formnovalidate>Cancel</button></div>
</form>
</dialog>
<div id="home" hidden>
<header>
<span class="brand">${siteName}</span>
<a id="admin-link" href="${siteRoot}/admin" hidden>Administration</a>
<button id="logout" type="button">Log out</button>
</header>
<main>
<section class="card" aria-labelledby="who-title">
<h1 id="who-title">You are logged in</h1>
<dl id="who"></dl>
</section>
<section class="card" aria-labelledby="commands-title">
<h2 id="commands-title">Slash commands</h2>
<p class="muted">Only you see the answers. Direct messages of apps come here, too.</p>
<ul id="messages" class="messages" aria-live="polite"></ul>
<p id="command-error" class="error" role="alert"></p>
<form id="command-form" class="row">
<input name="command" aria-label="Slash command" placeholder="/command" autocomplete="off" required pattern="/.*" title="A slash, the command's name, and its arguments">
<button class="primary">Send</button>
</form>
</section>
</main>
</div>`,
	);
}
