import { createRequire } from 'node:module';

/** The engine's folder; the bundler puts it in. */
declare const ENGINE_FOLDER: string;

/** Loads what the shell or an app needs of the engine, its packages or Node: in place of the runtime's `lib/require.ts`. */
export const require = createRequire(`${ENGINE_FOLDER}/package.json`);
