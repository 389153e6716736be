// npm start: installs what is missing, then serves the local workspace.
import { install } from './install.mjs';
import { exitCodeOf } from './run/command.mjs';

await install({ for: 'workspace' });
process.exitCode = await exitCodeOf('tsx', ['scripts/start.ts']);
