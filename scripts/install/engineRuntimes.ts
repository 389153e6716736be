import { ENGINE_VERSIONS, fillEngineCache } from 'rocketchat-app-workspace/engines';

// Filled here, with a word about it, so that no test or first request waits for the network.
const [newest] = ENGINE_VERSIONS;
const versions = process.argv[2] === 'tests' ? ENGINE_VERSIONS : [newest];

for (const version of versions) {
	const notice = setTimeout(() => console.log(`Fetching what engine ${version} runs on …`), 500);
	await fillEngineCache(version);
	clearTimeout(notice);
}
