import { describe, expect, it } from 'vitest';
import { narrowed } from '../../../../../src/model/logs/filter/narrowFilter.js';
import { parseFilter } from '../../../../../src/model/logs/filter/parseFilter.js';
import { CompiledFilter } from '../../../../../src/model/logs/filter/compiledFilter.js';
import { RegexSandbox } from '../../../../../src/model/logs/filter/regexSandbox.js';
import { LogTable } from '../../../../../src/model/logs/table/logTable.js';
import { entry } from '../../../../support/logEntries.js';
import { filterOf, searchWords } from '../../../../support/logFilter.js';
import { eventWords } from '../../../../../src/panels/logs/eventTexts.js';

const { vocabulary } = eventWords();
const row = { code: 'switch_1', type: 7, from: '1', value: 'true' };

describe('a filter narrowed by a row', () => {
  it.each([
    ['', 'code', 'only', 'dp:switch_1'],
    ['', 'code', 'hide', '-dp:switch_1'],
    ['', 'type', 'only', 'type:report'],
    ['', 'type', 'hide', '-type:report'],
    ['', 'source', 'only', 'from:device'],
    ['', 'value', 'only', 'dp:switch_1 raw=true'],
    ['', 'value', 'hide', '-raw=true'],
    // What else is asked for stays; another of the kind would widen it.
    ['lamp dp:other', 'code', 'only', 'lamp dp:switch_1'],
    ['-dp:switch_1 lamp', 'code', 'only', 'lamp dp:switch_1'],
    ['value>3 raw=x', 'value', 'only', 'dp:switch_1 raw=true'],
    // Shown and hidden at once would leave nothing.
    ['dp:switch_1 "a b"', 'code', 'hide', '"a b" -dp:switch_1'],
    ['dp:a,b', 'code', 'hide', 'dp:a,b -dp:switch_1'],
    ['-dp:switch_1', 'code', 'hide', '-dp:switch_1'],
    ['/unclosed', 'code', 'only', 'dp:switch_1'],
  ] as const)('%s, by %s, %s: %s', (text, by, how, expected) => {
    expect(narrowed(text, row, by, how, vocabulary)).toBe(expected);
  });

  it.each(['a b', 'say "hi"', 'back\\slash', 'a,b', '-5', '/x/', '{"h":1}', '开'])(
    'finds a value as it stands: %s',
    (value) => {
      const read = parseFilter(
        narrowed('', { ...row, value }, 'value', 'only', vocabulary) ?? '',
        vocabulary,
      );
      expect(read.ok && read.filter?.groups.flat().map(({ test }) => test)).toEqual([
        { kind: 'code', patterns: ['switch_1'] },
        value === '-5'
          ? { kind: 'value', raw: true, min: -5, max: -5 }
          : { kind: 'valueText', raw: true, exact: true, text: value },
      ]);
    },
  );

  it.each([
    ['aGk=', 'agk='],
    ['0010', '10'],
    ['9007199254740993', '9007199254740992'],
    ['1e3', '1000'],
    ['Ä', 'a'],
    ['007', '7'],
  ])('tells %s from %s', (value, other) => {
    const text = narrowed('', { ...row, value }, 'value', 'only', vocabulary) ?? '';
    const table = new LogTable();
    const values = [value, other].map((own, at) => entry(2 - at, { code: 'switch_1', value: own }));
    table.merge(0, values, 'newest');
    const surroundings = {
      columns: table.columns,
      words: searchWords,
      sandbox: new RegexSandbox(),
      now: () => 0,
    };
    const found: (string | undefined)[] = [];
    const run = new CompiledFilter(filterOf(text), surroundings).run(
      table.slotsInOrder().slice(),
      (slots, isMatch) => {
        if (isMatch) found.push(...Array.from(slots, (slot) => table.row(slot).value));
      },
    );
    while (run.next().done !== true);
    expect(found).toEqual([value]);
  });

  it('means a code of digits, and no data point of that number', () => {
    const read = parseFilter(
      narrowed('', { ...row, code: '1' }, 'code', 'only', vocabulary) ?? '',
      vocabulary,
    );
    expect(read.ok && read.filter?.groups.flat().map(({ test }) => test)).toEqual([
      { kind: 'code', patterns: ['1'], words: ['1'] },
    ]);
    expect(narrowed('', { ...row, code: 'a\nb' }, 'code', 'only', vocabulary)).toBe('dp:"a b"');
  });

  it('is told by number where there is no word, and not at all where no filter can say it', () => {
    const odd = { type: 42, from: '99' };
    expect(narrowed('', odd, 'type', 'only', vocabulary)).toBe('type:42');
    expect(narrowed('', odd, 'source', 'hide', vocabulary)).toBe('-from:99');
    expect(narrowed('', odd, 'code', 'only', vocabulary)).toBeUndefined();
    expect(narrowed('', { type: 7, from: 'x y' }, 'source', 'only', vocabulary)).toBeUndefined();
    expect(narrowed('lamp', { ...row, type: 7.5 }, 'type', 'only', vocabulary)).toBeUndefined();
    expect(narrowed('lamp', { ...row, type: 1e21 }, 'type', 'hide', vocabulary)).toBeUndefined();
    expect(narrowed('', { ...row, value: 'a\nb' }, 'value', 'only', vocabulary)).toBeUndefined();
    expect(narrowed('', { ...row, value: 'x'.repeat(2000) }, 'value', 'only', vocabulary)).toBeUndefined();
  });
});
