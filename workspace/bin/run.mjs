#!/usr/bin/env node
// The package is TypeScript and has no build step.
import { register } from 'tsx/esm/api';

register();
const { runCommand } = await import('../src/command/runCommand.ts');
process.exit(await runCommand(process.argv.slice(2)));
