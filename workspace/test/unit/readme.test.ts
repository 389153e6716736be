import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');

test("the README's test is the example's, which runs", () => {
	expect(read('README.md')).toContain(`\`\`\`ts\n${read('example/probe.test.ts')}\`\`\`\n`);
});
