import { buildPackage, writePackage } from './package/buildPackage.js';

const built = await buildPackage();
const path = await writePackage(built);

const bytes = built.packages.map(({ name, version, license, bytes }) => ({
	package: `${name} ${version}`,
	licence: license,
	bytes,
}));
const foreign = bytes.reduce((sum, entry) => sum + entry.bytes, 0);
console.table([
	...bytes,
	{ package: 'the app itself', licence: 'MIT', bytes: built.bundle.code.length - foreign },
	{ package: 'bundle', licence: '', bytes: built.bundle.code.length },
	{ package: 'zip', licence: '', bytes: built.zip.length },
]);
console.log(path);
