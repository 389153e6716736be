// node scripts/run.mjs <file.ts> [arguments]: installs what is missing, then runs a TypeScript file.
import { install } from './install.mjs';
import { exitCodeOf } from './run/command.mjs';

await install({ for: 'build' });
process.exitCode = await exitCodeOf('tsx', process.argv.slice(2));
