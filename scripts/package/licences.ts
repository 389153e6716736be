import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundledPackage } from '../bundle/bundledPackages';

/**
 * The licences of everything inside the bundle, in one text. It goes into the zip, because nearly every
 * one of them asks that its notice travels with the code; equal texts appear once. Each package's source is
 * named, which the MPL-2.0 of `@ethereumjs/*` asks of anybody who passes it on in built form.
 */
export async function licencesText(packages: readonly BundledPackage[]): Promise<string> {
	const byText = new Map<string, string[]>();
	for (const bundled of packages) {
		const text = await licenceText(bundled.folder);
		const title = `${bundled.name} ${bundled.version} (${bundled.license}), ${bundled.repository}`;
		byText.set(text, [...(byText.get(text) ?? []), title]);
	}
	const parts = [...byText].map(([text, titles]) => `${titles.sort().join('\n')}\n\n${text}`);
	return `This app contains the following packages.\n\n${parts.sort().join(`\n${'-'.repeat(70)}\n\n`)}`;
}

async function licenceText(folder: string): Promise<string> {
	const file = (await readdir(folder)).sort().find((name) => /^licen[cs]e/i.test(name));
	if (file === undefined) {
		return 'The package carries no licence file of its own.\n';
	}
	return `${(await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n').trim()}\n`;
}
