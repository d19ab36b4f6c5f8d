import { describe, expect, it } from 'vitest';
import { LogTable } from '../../../../../src/model/logs/table/logTable.js';
import { Highlighter } from '../../../../../src/model/logs/view/highlighter.js';
import { entry } from '../../../../support/logEntries.js';
import { filterOf, searchWords } from '../../../../support/logFilter.js';
import { slowSandbox, type SlowAt } from '../../../../support/slowSandbox.js';

/** The regex that a test makes slow: one that only the sandbox is trusted with. */
const slow = '(?=slow)slow';
const isSlow = (regex: RegExp): boolean => regex.source === slow;
const problem = { rule: 0, problem: { from: 0, to: slow.length + 2, reason: 'tooSlow' } };

function setUp(slowAt: SlowAt, values: readonly string[] = ['one slow', 'two']) {
  const table = new LogTable();
  table.merge(0, values.map((value, n) => entry(n, { value })).toReversed(), 'newest');
  const { sandbox, batches, work, time } = slowSandbox(slowAt);
  const batch = { ms: 0 };
  let missed = 0;
  const surroundings = {
    columns: table.columns,
    words: searchWords,
    now: () => time.now,
    sandbox: {
      ...sandbox,
      test: ((...args) => {
        work(batch.ms);
        return sandbox.test(...args);
      }) satisfies typeof sandbox.test,
    },
  };
  const highlighter = new Highlighter(surroundings, () => missed++);
  highlighter.setRules([
    { rule: 0, filter: filterOf(`/${slow}/`) },
    { rule: 2, filter: filterOf('one') },
  ]);
  const marks = () => highlighter.marks(values);
  const colours = () => [...highlighter.rulesOf(table.slotsInOrder().slice()).values()];
  return { highlighter, batches, batch, marks, colours, missed: () => missed };
}

describe('a rule whose regex is slow', () => {
  it.each(['marks', 'colours'] as const)('is switched off at the third look at %s, and told once', (look) => {
    const { highlighter, missed, ...looks } = setUp((text, regex) =>
      isSlow(regex) && text.includes('slow') ? 50 : undefined,
    );
    for (const times of [1, 2]) {
      looks[look]();
      expect(highlighter.problems).toEqual([]);
      expect(missed()).toBe(times);
    }
    looks[look]();
    expect(highlighter.problems).toEqual([problem]);
    // Once more, without it.
    expect(missed()).toBe(3);
    looks.marks();
    looks.colours();
    expect(missed()).toBe(3);
    expect(highlighter.problems).toEqual([problem]);
    expect(looks.marks()).toEqual([[[0, 3, 2]], []]);
    expect(looks.colours()).toEqual([2]);
  });

  it('leaves the other rules their marks and colours meanwhile, and what it found before', () => {
    const { marks, colours } = setUp(
      (text, regex) => (isSlow(regex) && text === 'two' ? 50 : undefined),
      ['one slow', 'two', 'one'],
    );
    expect(marks()).toEqual([
      [
        [0, 3, 2],
        [4, 8, 0],
      ],
      [],
      [[0, 3, 2]],
    ]);
    expect(colours()).toEqual([2, 2]);
  });

  it.each(['marks', 'colours'] as const)('is not blamed for a busy machine: %s come later', (look) => {
    let tries = 0;
    const { highlighter, missed, ...looks } = setUp((_, regex) =>
      isSlow(regex) && ++tries <= 15 ? 2 : undefined,
    );
    for (let n = 1; n <= 15; n++) {
      looks[look]();
      expect(missed()).toBe(n);
    }
    expect(highlighter.problems).toEqual([]);
    expect(looks.marks()).toEqual([
      [
        [0, 3, 2],
        [4, 8, 0],
      ],
      [],
    ]);
    expect(looks.colours()).toEqual([0]);
    expect(missed()).toBe(15);
  });

  it('forgets two slow looks after a good one', () => {
    let looks = 0;
    const { highlighter, marks } = setUp((text, regex) =>
      isSlow(regex) && text === 'one slow' && ++looks % 3 !== 0 ? 50 : undefined,
    );
    for (let n = 0; n < 30; n++) marks();
    expect(looks).toBe(30);
    expect(highlighter.problems).toEqual([]);
  });
});

it('a rule that is slow on many rows, on none too slow, blocks no longer than a window may, and is switched off', () => {
  const { highlighter, batches, batch, colours, missed } = setUp(
    () => undefined,
    Array.from({ length: 400 }, (_, n) => `one ${n}`),
  );
  batch.ms = 20;
  for (const times of [1, 2]) {
    const before = batches.length;
    expect(colours()).toHaveLength(400);
    expect(batches.length - before).toBe(3);
    expect(missed()).toBe(times);
    expect(highlighter.problems).toEqual([]);
  }
  colours();
  expect(highlighter.problems).toEqual([problem]);
});
