import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operations } from '../../src/simulator/requests/operations.js';
import { operationTests, type OperationTest } from '../operations.js';

const rows: readonly (readonly [string, OperationTest])[] = Object.entries(operationTests);

describe('the table of operations and the tests that exercise them', () => {
  it('has each of the 17 operations of the device management, by its one path', () => {
    const known = operations
      .filter(({ name }) => Object.hasOwn(operationTests, name))
      .map(({ name, method, pattern }) => [name, `${method} ${pattern}`]);
    expect(rows).toHaveLength(17);
    expect(rows.map(([name, { api }]) => [name, api]).sort()).toEqual(known.sort());
  });

  it.each(rows)('%s is exercised by a test that is there and runs', (name, { file, title }) => {
    expect(file).toMatch(/^test\/(journeys\/.+\.journey|host\/.+\.test)\.ts$/);
    const text = readFileSync(file, 'utf8');
    const quoted = title.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const call = new RegExp(String.raw`^(?:journey|\s*test)\(\s*'${quoted}'`, 'm');
    expect(text).toMatch(call);
    expect(text).not.toMatch(/\.(skip|only|todo|skipIf|runIf)\b/);
    expect(name).not.toBe('');
  });
});
