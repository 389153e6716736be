import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Enums, Models, Serialize, SPDX, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import { ROOT } from '../bundle/bundleApp';
import type { BundledPackage } from '../bundle/bundledPackages';
import { type PackageFacts, readPackage } from '../bundle/installedPackage';
import type { AppPackage } from './buildPackage';

/**
 * The software bill of materials of a zip: a CycloneDX 1.6 document in JSON. It names every npm package whose
 * code is in the zip, with its licence, its source, what it needs, and the hash that package-lock.json holds it
 * to; and the zip by its own hash. The same zip always gives the same text: it has neither a time nor a serial
 * number.
 * @throws when a package is not in package-lock.json
 */
export function sbom({ fileName, zip, manifest, packages }: AppPackage): string {
	const components = new Map(packages.map((bundled) => [purlOf(bundled), componentOf(bundled)]));
	const needs = (folder: string) => {
		const purls = dependencyNames(folder).map((name) => purlOf(readPackage(installedFolder(name, folder))));
		return new Models.BomRefRepository(purls.flatMap((purl) => components.get(purl)?.bomRef ?? []));
	};
	for (const bundled of packages) {
		(components.get(purlOf(bundled)) as Models.Component).dependencies = needs(bundled.folder);
	}
	const app = new Models.Component(Enums.ComponentType.Application, manifest.nameSlug, {
		version: manifest.version,
		bomRef: fileName,
		licenses: licences(readPackage(ROOT).license),
		hashes: new Models.HashDictionary([
			[Enums.HashAlgorithm['SHA-256'], createHash('sha256').update(zip).digest('hex')],
		]),
		dependencies: needs(ROOT),
	});
	const bom = new Models.Bom({
		metadata: new Models.Metadata({ component: app }),
		components: new Models.ComponentRepository(components.values()),
	});
	const normalizers = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
	return `${new Serialize.JsonSerializer(normalizers).serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function componentOf(bundled: BundledPackage): Models.Component {
	const { scope, bareName } = partsOf(bundled.name);
	const source = new Models.ExternalReference(bundled.repository, Enums.ExternalReferenceType.VCS);
	return new Models.Component(Enums.ComponentType.Library, bareName, {
		...(scope !== undefined && { group: scope }),
		version: bundled.version,
		purl: purlOf(bundled),
		bomRef: purlOf(bundled),
		licenses: licences(bundled.license),
		externalReferences: new Models.ExternalReferenceRepository([source]),
		hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-512'], lockedHash(bundled.folder)]]),
	});
}

function purlOf({ name, version }: PackageFacts): string {
	const { scope, bareName } = partsOf(name);
	return new PackageURL('npm', scope, bareName, version, undefined, undefined).toString();
}

function partsOf(name: string): { scope: string | undefined; bareName: string } {
	const [bareName = '', scope] = name.split('/').reverse();
	return { scope, bareName };
}

function licences(expression: string): Models.LicenseRepository {
	const licence = SPDX.isSupportedSpdxId(expression)
		? new Models.SpdxLicense(expression)
		: new Models.LicenseExpression(expression);
	return new Models.LicenseRepository([licence]);
}

/** The SHA-512 of the package as npm fetches it, in hex. */
function lockedHash(folder: string): string {
	const lockfile = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
	const integrity: string = lockfile.packages[relative(ROOT, folder)]?.integrity ?? '';
	if (!integrity.startsWith('sha512-')) {
		throw new Error(`${folder} is not in package-lock.json`);
	}
	return Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
}

function dependencyNames(folder: string): string[] {
	const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	return Object.keys(dependencies);
}

/** Where Node finds a package that one in `folder` needs: below it, or further up. */
function installedFolder(name: string, folder: string): string {
	const below = join(folder, 'node_modules', name);
	return folder === ROOT || existsSync(below) ? below : installedFolder(name, dirname(folder));
}
