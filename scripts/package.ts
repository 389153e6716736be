import { buildPackage, writePackage } from './package/buildPackage';

const built = await buildPackage();
const path = await writePackage(built);

const bytes = built.packages.map(({ name, version, license, bytes }) => ({
	package: `${name} ${version}`,
	licence: license,
	bytes,
}));
const bundle = Buffer.byteLength(built.bundle.code);
const foreign = bytes.reduce((sum, entry) => sum + entry.bytes, 0);
console.table([
	...bytes,
	{ package: 'the app itself', licence: 'MIT', bytes: bundle - foreign },
	{ package: 'bundle', licence: '', bytes: bundle },
	{ package: 'zip', licence: '', bytes: built.zip.length },
]);
console.log(path);
