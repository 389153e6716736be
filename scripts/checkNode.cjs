// Loaded before everything else (`node -r`), so that an old Node.js says one sentence instead of a syntax error.
// No syntax and no API here that Node.js 4 does not have.
'use strict';

const packageJson = require('../package.json');

/** Whether a version is in a range such as `^20.19.0 || >=24.0.0`. */
function isInRange(version, range) {
	return range.split('||').some((part) => {
		const isNewer = compare(version, part.replace(/[^\d.]/g, '')) >= 0;
		return isNewer && (/>=/.test(part) || major(version) === major(part.replace(/[^\d.]/g, '')));
	});
}

/** Below 0 when the first version is the older one. */
function compare(one, other) {
	const others = other.split('.');
	return one
		.split('.')
		.map((number, index) => number - (others[index] || 0))
		.concat(0)
		.reduce((difference, next) => difference || next);
}

function major(version) {
	return version.split('.')[0];
}

if (!isInRange(process.versions.node, packageJson.engines.node)) {
	const versions = packageJson.engines.node
		.replace(/\^|>=|\.0\b/g, '')
		.split(' || ')
		.join(', ');
	console.error(`This needs Node.js ${versions} or newer; this is ${process.versions.node}.`);
	process.exit(1);
}
