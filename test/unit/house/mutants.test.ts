import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutants } from '../../mutants/mutants.mjs';

const root = join(import.meta.dirname, '..', '..', '..');

describe('the guards that are taken away by npm run mutants', () => {
  it('are as many as it says', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(45);
    expect(new Set(mutants.map(({ guard }) => guard)).size).toBe(mutants.length);
  });

  it.each(mutants.map((mutant) => [mutant.guard, mutant] as const))(
    'are there: %s',
    (_, { file, text, instead, tests }) => {
      const pieces = readFileSync(join(root, 'src', file), 'utf8').split(text);
      expect(pieces).toHaveLength(2);
      expect(instead).not.toBe(text);
      expect(tests.length).toBeGreaterThan(0);
      for (const test of tests)
        expect(existsSync(join(root, 'test', 'unit', `${test}.test.ts`)), test).toBe(true);
    },
  );
});
