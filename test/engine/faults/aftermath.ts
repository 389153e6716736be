import { expect } from 'vitest';
import { loginThroughClassic } from '../../visitor/walletLogin';
import type { Answer } from '../provider';
import { SERVICE } from '../site';
import { Typist } from '../typist';
import { walletNamed } from '../wallets';
import { FAILURE } from './CallFaults';
import type { Kind, OnSite, Prepared } from './kinds';

/** A refusal is a sentence: JSON with a description, or a page; never a stack, nor what a fault has said. */
export function assertKind(seen: Answer | string): void {
	const text = typeof seen === 'string' ? seen : seen.text;
	expect(text).not.toContain(FAILURE);
	expect(text).not.toMatch(/\n\s+at \S+/);
	if (typeof seen === 'string' || seen.status < 400) {
		return;
	}
	const isPage = seen.headers.get('content-type')?.startsWith('text/html');
	if (isPage) {
		expect(text).toMatch(/^<!doctype html>\s*<html lang="/i);
	} else {
		expect(seen.json).toEqual({ error: expect.any(String), error_description: expect.any(String) });
	}
}

/** Somebody whose wallet was connected before all faults, and has to stay so. */
export async function anchor(on: OnSite) {
	const wallet = walletNamed('anchor of all faults');
	const user = await Typist.register(on.site, 'anchor');
	await user.connect(wallet);
	return {
		async assertStillLinked(): Promise<void> {
			const { userId } = await loginThroughClassic(on.site.url, { service: SERVICE, wallet });
			expect(userId).toBe(user.id);
		},
	};
}

/**
 * What has happened fits what is kept, and the next of the same kind works.
 * @param isOrderly whether one call at most has failed
 */
export async function assertRecovered(
	on: OnSite,
	kind: Kind,
	{ check }: Prepared,
	seen: Answer | string,
	isOrderly = false,
): Promise<void> {
	await check?.(seen, isOrderly);
	const next = await kind(on);
	const seenNext = await next.act();
	expect([seenNext, next.worked(seenNext)]).toEqual([seenNext, true]);
}
