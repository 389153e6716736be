// npm run nightly [-- vitest's arguments]: npm test, with fifty times as many of what counts.
process.env.TEST_TIMES = '50';
await import('./test.mjs');
