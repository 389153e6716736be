import { describe, expect, test } from 'vitest';
import { isLoopback, isPrivate } from '../../lib/doctor/privateHost';

const hostOf = (host: string) => new URL(`https://${host}`).hostname;

describe('private', () => {
	test.each([
		'localhost',
		'chat.localhost',
		'127.0.0.1',
		'[::1]',
		'10.1.2.3',
		'172.16.0.1',
		'172.31.255.255',
		'192.168.1.1',
		'169.254.1.1',
		'100.64.0.1',
		'[fd12::1]',
		'[fe80::1]',
		'chat',
		'chat.local',
		'chat.corp.internal',
		'chat.lan',
		'chat.home.arpa',
	])('%s', (host) => {
		expect(isPrivate(hostOf(host))).toBe(true);
	});
});

describe('public', () => {
	test.each([
		'chat.example.com',
		'10.example.com',
		'localhost.example.com',
		'172.15.0.1',
		'172.32.0.1',
		'192.169.1.1',
		'100.63.0.1',
		'100.128.0.1',
		'[2001:db8::1]',
		'[fdd::1]',
	])('%s', (host) => {
		expect(isPrivate(hostOf(host))).toBe(false);
		expect(isLoopback(hostOf(host))).toBe(false);
	});
});
