// A workspace on disk in a process of its own, to be killed: its folder is the first argument.

import { startWorkspace } from 'rocketchat-app-workspace';
import manifest from '../../../app.json';
import { configureRecommendedOAuth } from '../../../scripts/start/recommendedOAuth';

const workspace = await startWorkspace({ dataDir: process.argv[2] ?? '' });
// Where it listens has changed.
await configureRecommendedOAuth(workspace, manifest.id);
process.send?.(workspace.url);
