import type { Browser } from 'playwright-core';
import type { WorkspaceOptions } from 'rocketchat-app-workspace';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Site } from '../engine/site';
import { siteForTests } from '../engine/siteForTests';
import type { Wallet } from '../wallet/wallet';
import { browserForTests } from './browserForTests';
import { LoginVisitor } from './loginVisitor';

/** A site and a browser for a test file. */
export interface LoginTests {
	readonly site: Site;
	readonly browser: Browser;
	/** Parts of what the browsers of this test may complain of, in order: each refusal is one. */
	expectedComplaints: string[];
	/** Opens the login page in a browser of its own, which the test's end closes. */
	arrive(wallet: Wallet): Promise<LoginVisitor>;
}

/** Sets up a test file; no visitor may leave the site, nor the browser complain of what the test does not expect. */
export function loginForTests(options: WorkspaceOptions = {}): LoginTests {
	const chromium = browserForTests();
	const started = siteForTests(options);
	const visitors: LoginVisitor[] = [];

	const tests: LoginTests = {
		get site() {
			return started.site;
		},
		get browser() {
			return chromium.browser;
		},
		expectedComplaints: [],
		async arrive(wallet) {
			const visitor = await LoginVisitor.arrive(chromium.browser, started.site, wallet);
			visitors.push(visitor);
			return visitor;
		},
	};

	beforeEach(() => {
		visitors.length = 0;
		tests.expectedComplaints = [];
	});

	afterEach(async () => {
		await Promise.all(visitors.map(({ context }) => context.close()));
		expect(visitors.flatMap((visitor) => visitor.strayRequests())).toEqual([]);
		expect(visitors.flatMap(({ complaints }) => complaints).filter(isFromPage)).toEqual(
			tests.expectedComplaints.map((text) => expect.stringContaining(text)),
		);
	});

	return tests;
}

/** A new tab starts with an empty document, which the wallet can't reach yet. MetaMask skips such documents. */
function isFromPage(complaint: string): boolean {
	return !complaint.includes('_globalBindingName');
}
