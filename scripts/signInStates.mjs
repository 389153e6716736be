// node scripts/signInStates.mjs: opens every state of the wallet page and retakes the contact sheet in docs/.
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { install } from './install.mjs';
import { ROOT, run } from './run/command.mjs';

const SHEET = 'sign-in-states.webp';

await install({ for: 'tests' });
await run('vitest', ['run', 'test/browser/walletPageStates.test.ts']);
await copyFile(join(ROOT, 'dist/screenshots', SHEET), join(ROOT, 'docs', SHEET));
console.log(`docs/${SHEET} is updated.`);
