import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { ROOT } from '../../scripts/bundle/bundleApp';

/** A place in the app's sources, and what stands there in a variant. */
interface Change {
	readonly file: string;
	readonly from: string;
	readonly to: string;
}

const TWICE: Change = {
	file: 'lib/login/loginMessage.ts',
	from: 'if (!signers.has(input))',
	to: 'if (input)',
};
const GENERIC_DIGEST: readonly Change[] = [
	{
		file: 'lib/ethereum/signature.ts',
		from: 'Buffer.from(typedDataDigest(data))',
		to: "TypedDataUtils.eip712Hash(data as never, 'V4' as never)",
	},
	{
		file: 'lib/ethereum/signature.ts',
		from: 'import { recoverPersonalSignature }',
		to: "import { TypedDataUtils } from '@metamask/eth-sig-util/sign-typed-data';\nimport { recoverPersonalSignature }",
	},
];
const OBJECTS: Change = {
	file: 'endpoints/http/responses.ts',
	from: 'content: JSON.stringify(content)',
	to: 'content',
};
const LOGGED: Change = {
	file: 'endpoints/http/OAuthEndpoint.ts',
	from: 'dropLoggedRequest(log);',
	to: '',
};
const NOT_SHARED: readonly Change[] = [
	{
		file: 'lib/host/ConfigurationLoader.ts',
		from: 'const SERVER_SETTING_SHARE_MS = 1000;',
		to: 'const SERVER_SETTING_SHARE_MS = 0;',
	},
	{
		file: 'lib/host/ConfigurationLoader.ts',
		from: 'if (known?.settings === settings',
		to: 'if (!known?.settings && known?.settings === settings',
	},
];
const STATE_READ_FIRST: Change = {
	file: 'lib/login/openSession.ts',
	from: 'assertNotBurned(verified);',
	to: 'assertNotBurned(verified);\n	await stores.sessions.claimsOf(verified.challenge.jti);',
};
const NO_RECOVERY: Change = {
	file: 'lib/login/loginMessage.ts',
	from: 'signers.set(input, recoverAnew(answer, subject, workspace))',
	to: 'signers.set(input, answer.account)',
};

/** The app as it would be without one of its savings; at the end without the recovery, which it can't be. */
export const VARIANTS: Readonly<Record<string, readonly Change[]>> = {
	'as it is': [],
	'each signature recovered twice': [TWICE],
	"the digest by eth-sig-util's generic way": GENERIC_DIGEST,
	'requests left in the log': [LOGGED],
	'answers as objects': [OBJECTS],
	'settings and clients anew for each request': NOT_SHARED,
	"a code's state read before it is redeemed": [STATE_READ_FIRST],
	'none of these savings': [TWICE, ...GENERIC_DIGEST, LOGGED, OBJECTS, ...NOT_SHARED, STATE_READ_FIRST],
	'(no recovery at all)': [NO_RECOVERY],
};

/** Builds a variant. @throws Error in the build when a place is not there any more */
export function variant(changes: readonly Change[]): Plugin {
	return {
		name: 'variant',
		setup({ onLoad }) {
			onLoad({ filter: /\.ts$/ }, async ({ path }) => {
				const here = changes.filter(({ file }) => file === relative(ROOT, path));
				if (here.length === 0) {
					return undefined;
				}
				let contents = await readFile(path, 'utf8');
				for (const { file, from, to } of here) {
					if (!contents.includes(from)) {
						throw new Error(`${file} has no "${from}" any more`);
					}
					contents = contents.replace(from, () => to);
				}
				return { contents, loader: 'ts' };
			});
		},
	};
}
