import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The folder of the package that a file belongs to, or undefined for a file outside `node_modules`. */
export function packageFolder(file: string): string | undefined {
	const parts = file.split(sep);
	const modules = parts.lastIndexOf('node_modules');
	if (modules < 0) {
		return undefined;
	}
	const scoped = parts[modules + 1]?.startsWith('@');
	return parts.slice(0, modules + (scoped ? 3 : 2)).join(sep);
}

export type PackageFacts = {
	name: string;
	version: string;
	/** SPDX expression, empty when package.json has none. */
	license: string;
	/** The address of its source, empty when package.json has none. */
	repository: string;
};

/** What the `package.json` in a package's folder says about it. */
export function readPackage(folder: string): PackageFacts {
	const { name, version, license, repository } = JSON.parse(
		readFileSync(join(folder, 'package.json'), 'utf8'),
	);
	return {
		name,
		version,
		license: typeof license === 'string' ? license : '',
		repository: addressOf(repository?.url ?? repository ?? ''),
	};
}

/** package.json may shorten GitHub's addresses. */
function addressOf(repository: string): string {
	return repository.replace(/^(?:github:)?([\w.-]+\/[\w.-]+)$/, 'https://github.com/$1');
}
