import { describe, expect, it } from 'vitest';
import { CompiledFilter } from '../../../../../src/model/logs/filter/compiledFilter.js';
import { FilterError } from '../../../../../src/model/logs/filter/filterTypes.js';
import { RegexSandbox } from '../../../../../src/model/logs/filter/regexSandbox.js';
import type { SearchWords } from '../../../../../src/model/logs/filter/searchWords.js';
import { LogTable } from '../../../../../src/model/logs/table/logTable.js';
import { decodeLogValue } from '../../../../../src/model/logs/rows/logValue.js';
import type { PointModel } from '../../../../../src/model/values/pointModel.js';
import { shownText } from '../../../../../src/model/values/shownText.js';
import type { LogEntry } from '../../../../../src/tuya/results.js';
import { Dice, entry } from '../../../../support/logEntries.js';
import { filterOf, searchWords } from '../../../../support/logFilter.js';

function tableOf(rows: readonly LogEntry[], device = 0): LogTable {
  const table = new LogTable();
  table.merge(device, rows.toReversed(), 'newest');
  return table;
}

function compile(table: LogTable, text: string, words = searchWords): CompiledFilter {
  let now = 0;
  const surroundings = {
    columns: table.columns,
    words,
    sandbox: new RegexSandbox(),
    now: () => now++,
  };
  return new CompiledFilter(filterOf(text), surroundings);
}

/** Times of the rows that match. */
function matching(table: LogTable, text: string, words = searchWords): number[] {
  const found: number[] = [];
  const seen: number[] = [];
  const run = compile(table, text, words).run(table.slotsInOrder().slice(), (slots, matches) => {
    seen.push(...slots);
    if (matches) found.push(...Array.from(slots, (slot) => table.time(slot)));
  });
  while (run.next().done !== true);
  // Each row is told exactly once.
  expect(seen.toSorted()).toEqual([...table.slotsInOrder()].toSorted());
  return found.sort((one, other) => one - other);
}

/** The error of a filter that is given up, and how often it took a break before. */
function failure(table: LogTable, text: string): unknown {
  try {
    matching(table, text);
  } catch (error) {
    return error instanceof FilterError ? error.problem : error;
  }
  return undefined;
}

const rows = tableOf([
  entry(1, { code: 'switch', value: 'true' }),
  entry(2, { code: 'temp_current', value: '23' }),
  entry(3, { code: 'temp_set', value: '-4.50', eventFrom: '4', eventId: 5 }),
  entry(4, { code: 'mode', value: '{"scene":"Büro"}', eventFrom: '-1' }),
  { eventTime: 5, eventId: 2, extra: {} },
  { eventTime: 6, eventId: 99, eventFrom: '77', extra: {} },
  entry(7, { code: 'cur_voltage', value: '2196' }),
  entry(8, { code: 'cur_voltage', value: '' }),
  entry(9, { code: 'countdown', value: '23.0' }),
]);

/** The words of a log whose product says this of its data points. */
function modelled(points: readonly PointModel[], names: Readonly<Record<string, string>> = {}): SearchWords {
  const known = new Map(points.map((model) => [model.code, { model }]));
  return {
    ...searchWords,
    codeName: (_, code) => names[code],
    point: (_, code) => known.get(code) ?? {},
  };
}

describe('CompiledFilter', () => {
  it.each([
    ['true', [1]],
    ['TRUE', [1]],
    ['buro', [4]],
    ['BÜRO scene', [4]],
    ['ceiling', [1]],
    ['temp', [2, 3]],
    ['-temp', [1, 4, 5, 6, 7, 8, 9]],
    ['offline', [5]],
    ['"Type 99"', [6]],
    ['living', [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['219.6', [7]],
    ['"219.6 v"', [7]],
    ['≈ 219.6 V', [7]],
    ['2196', [7]],
    ['/^2/', [2, 7, 9]],
    ['/^TRUE$/', []],
    ['/^TRUE$/i', [1]],
    ['-/^(2|t)/', [4, 5, 6, 8]],
    ['/219\\.6/', [7]],
    ['/^$/', [8]],
    ['type:report', [1, 2, 4, 7, 8, 9]],
    ['type:offline,99', [5, 6]],
    ['type:offline type:5', [3, 5]],
    ['-type:report -type:offline', [3, 6]],
    ['from:cloud', [3]],
    ['from:-1,77', [4, 6]],
    ['dp:temp_*', [2, 3]],
    ['dp:TEMP_CURRENT', [2]],
    ['dp:*t', [2, 3]],
    ['dp:temp', []],
    ['-dp:*', [5, 6]],
    ['device:living', [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['device:kuche', []],
    ['value>23', [7]],
    ['value>=23', [2, 7, 9]],
    ['value=23', [2, 9]],
    ['value="23"', [2]],
    ['value!=23', [1, 3, 4, 5, 6, 7, 8]],
    ['value<0', [3]],
    ['value:-5..23', [2, 3, 9]],
    ['value:True', [1]],
    ['value=23 value=true', [1, 2, 9]],
    ['value>0 value<100', [2, 9]],
    ['type:report /2/ -dp:countdown value<1000', [2]],
  ])('%j finds the rows it should', (text, times) => {
    expect(matching(rows, text)).toEqual(times);
  });

  it('finds numbers as they are shown, each by its own value', () => {
    const table = tableOf([
      entry(1, { code: 'cur_voltage', value: '230' }),
      entry(2, { code: 'cur_voltage', value: '2300' }),
      entry(3, { code: 'battery_percentage', value: '85' }),
      entry(4, { code: 'battery_percentage', value: '300' }),
      entry(5, { code: 'forward_energy_total', value: '12345' }),
      entry(6, { code: 'unheard_of', value: '12345' }),
    ]);
    expect(matching(table, '"23.0 V"')).toEqual([]);
    expect(matching(table, '/^≈ 230(\\.0)? V$/')).toEqual([1, 2]);
    expect(matching(table, '%')).toEqual([3]);
    expect(matching(table, '123.45')).toEqual([5]);
  });

  it('finds values as their model and their layout show them, each device by its own', () => {
    const table = tableOf([
      entry(1, { code: 'fault', value: '5' }),
      entry(2, { code: 'mode', value: 'auto' }),
      entry(3, { code: 'flow', value: '215' }),
      entry(4, { code: 'phase_a', value: 'CSIAFfQABKE=' }),
      entry(5, { code: 'path_data', value: 'AAEC' }),
    ]);
    table.merge(1, [entry(6, { code: 'flow', value: '215' })], 'newest');
    const models: Readonly<Record<string, PointModel>> = {
      fault: { code: 'fault', type: 'bitmap', labels: ['ov_cr', 'ov_vol', 'leak'] },
      mode: { code: 'mode', type: 'enum', range: ['auto'], labels: ['Automatic'] },
      flow: { code: 'flow', type: 'integer', scale: 1, unit: 'l/h' },
    };
    const words: SearchWords = {
      ...searchWords,
      point: (device, code) => (device === 0 && models[code] ? { model: models[code] } : {}),
    };
    expect(matching(table, 'leak', words)).toEqual([1]);
    expect(matching(table, 'automatic', words)).toEqual([2]);
    expect(matching(table, '"21.5 l/h"', words)).toEqual([3]);
    expect(matching(table, '/^215$/', words)).toEqual([3, 6]);
    expect(matching(table, '"1185 W"', words)).toEqual([4]);
    expect(matching(table, '"00 01 02"', words)).toEqual([5]);
  });

  it('looks at the name a data point has on its own device', () => {
    const table = tableOf([entry(1)]);
    table.merge(1, [entry(2)], 'newest');
    expect(matching(table, 'ceiling')).toEqual([1]);
    expect(matching(table, '/Ceiling/')).toEqual([1]);
    expect(matching(table, 'device:KUCHE')).toEqual([2]);
  });

  it.each(['word', '/word/', 'value=word', 'dp:word'])(
    'remembers nothing about a text whose place another one took: %s',
    (text) => {
      const table = new LogTable({ capacity: 1 });
      const filter = compile(table, text);
      const found: boolean[] = [];
      for (const [time, value] of ['word', 'other', 'word', 'third'].entries()) {
        table.merge(0, [entry(time, { value, code: value })], 'newest');
        const run = filter.run(table.slotsInOrder().slice(), (slots, matches) => {
          if (slots.length > 0) found.push(matches);
        });
        while (run.next().done !== true);
      }
      expect(found).toEqual([true, false, true, false]);
    },
  );

  it('agrees with going over the rows one by one, for many rows', () => {
    const table = tableOf(
      Array.from({ length: 20_000 }, (_, n) => entry(n, { value: `v${(n * 7919) % 20_011}` })),
    );
    const expected = Array.from({ length: 20_000 }, (_, n) => n).filter((n) =>
      /9{2}|v1/.test(`v${(n * 7919) % 20_011}`),
    );
    expect(matching(table, '/9{2}|v1/')).toEqual(expected);
  });

  it('takes a break often where each data point has a unit of its own, which a regex is held against', () => {
    const points = Array.from({ length: 60 }, (_, n): PointModel => {
      return { code: `c${n}`, type: 'integer', scale: 1, unit: `u${n}` };
    });
    const table = tableOf(points.map(({ code }, n) => entry(n, { code, value: '5' })));
    const run = compile(table, '/^[0-9.u ]{150}x/', modelled(points)).run(
      table.slotsInOrder().slice(),
      () => undefined,
    );
    let breaks = 0;
    while (run.next().done !== true) breaks++;
    expect(breaks).toBeGreaterThan(5);
  });

  it('takes a break often on large texts', () => {
    const large = tableOf(Array.from({ length: 50 }, (_, n) => entry(n, { value: `${n}`.repeat(50_000) })));
    let steps = 0;
    const run = compile(large, 'needle').run(large.slotsInOrder().slice(), () => undefined);
    while (run.next().done !== true) steps++;
    expect(steps).toBeGreaterThan(3);
  });

  describe('a regex that would take for ever', () => {
    const hostile = `${'a'.repeat(60)}!`;
    it.each([
      ['/(a+)+$/', hostile],
      ['/^(?:a|aa)+$/', hostile],
      ['/^(?:a|aa){30}b/', hostile],
      ['/(.*)*x/', hostile],
      ['/(?=(a+)+$)b/i', hostile],
      ['/(?:[^"]*,){20}x/', 'a,'.repeat(300)],
      ['/.*.*.*.*.*=.*/', 'a'.repeat(20_000)],
      ['/(a*)*\\1b/', hostile],
      ['/^(([a-z])+.)+[A-Z]([a-z])+$/', 'a'.repeat(100)],
    ])('%s is given up, at its place', (regex, value) => {
      const table = tableOf([
        ...Array.from({ length: 500 }, (_, n) => entry(n, { value: `v${n}` })),
        entry(1000, { value }),
      ]);
      const from = '-value=v1 '.length;
      expect(failure(table, `value=v1 ${regex}`)).toBeUndefined();
      expect(failure(table, `-value=v1 ${regex}`)).toEqual({
        from,
        to: from + regex.length,
        reason: 'tooSlow',
      });
    });

    it.each(['/((a{1,1000}){1,1000}){1,1000}x/', `/${'(?:'.repeat(300)}a${'+)'.repeat(300)}$/`])(
      'ends, one way or another: %s',
      (regex) => {
        const table = tableOf([entry(1, { value: hostile })]);
        const problem = failure(table, regex);
        if (problem !== undefined)
          expect(['tooSlow', 'badRegex']).toContain((problem as { reason: string }).reason);
      },
    );
  });
});

describe('a filter over values that a product explains', () => {
  const words = modelled(
    [
      { code: 'cur_power', dpId: 19, type: 'integer', scale: 1, unit: 'W' },
      { code: 'temp', dpId: 102, type: 'integer', scale: 2, unit: '°C' },
      { code: 'mode', dpId: 4, type: 'enum', range: ['0', '1'], labels: ['Eco', 'Boost'] },
      { code: 'fault', dpId: 26, type: 'bitmap', labels: ['ov_cr', 'ov_vol'] },
      { code: 'countdown', type: 'integer', scale: 0, unit: 's' },
      { code: '1', dpId: 7, type: 'boolean' },
    ],
    { temp: 'Boiler temperature', cur_power: 'Power' },
  );
  const rows = tableOf([
    entry(1, { code: 'cur_power', value: '2196' }),
    entry(2, { code: 'temp', value: '2196' }),
    entry(3, { code: 'unheard_of', value: '2196' }),
    entry(4, { code: 'mode', value: '1' }),
    entry(5, { code: 'fault', value: '3' }),
    entry(6, { code: 'temp', value: '-5' }),
    entry(7, { code: 'cur_power', value: 'unknown' }),
    entry(8, { code: 'countdown', value: '120' }),
    entry(9, { code: '1', value: 'true' }),
    entry(10, { code: 'cur_voltage', value: '2196' }),
    entry(11, { code: 'temp', value: '300' }),
  ]);

  it.each([
    ['dp:19', [1, 7]],
    ['dp:102,4', [2, 4, 6, 11]],
    // A number can be a code as well.
    ['dp:1', [9]],
    ['dp:7', [9]],
    ['dp:019', [1, 7]],
    ['dp:20', []],
    ['dp:1*', [9]],
    ['dp:power', [1, 7]],
    ['dp:"boiler temperature"', [2, 6, 11]],
    ['dp:boiler*', [2, 6, 11]],
    ['-dp:19 -dp:102', [3, 4, 5, 8, 9, 10]],
    ['219.6', [1, 10]],
    ['"219.6 W"', [1]],
    ['"219.6 w"', [1]],
    ['21.96', [2]],
    ['2196', [1, 2, 3, 10]],
    ['/^219\\.6 W$/', [1]],
    ['°c', [2, 6, 11]],
    ['"-0.05"', [6]],
    ['"0.05 °C"', [6]],
    ['-2196', [4, 5, 6, 7, 8, 9, 11]],
    ['boost', [4]],
    ['"ov_cr, ov_vol"', [5]],
    ['"120 s"', [8]],
    ['20', [8]],
    ['value>200', [1, 3, 10]],
    ['value=219.6', [1]],
    ['value=2196', [3, 10]],
    ['value:-1..22', [2, 4, 5, 6, 11]],
    ['value<0', [6]],
    ['value=boost', [4]],
    ['value="21.96 °c"', [2]],
    ['value!="219.6 W" dp:cur_power', [7]],
    ['raw>200', [1, 2, 3, 10, 11]],
    ['raw=2196', [1, 2, 3, 10]],
    ['RAW:2196 raw:-5', [1, 2, 3, 6, 10]],
    ['raw=boost', []],
    ['raw:-10..0', [6]],
    ['raw!=2196', [4, 5, 6, 7, 8, 9, 11]],
    ['raw', []],
  ])('%j finds the rows it should', (text, times) => {
    expect(matching(rows, text, words)).toEqual(times);
  });

  it('compares what was sent where the device shows that it is no number', () => {
    const isText: SearchWords = {
      ...words,
      point: (device, code) => ({ ...words.point(device, code), jsType: 'string' }),
    };
    expect(matching(rows, 'value>200', isText)).toEqual([1, 2, 3, 10, 11]);
  });

  it('finds the same as going over every text that is shown, for any word and scale', () => {
    const dice = new Dice(12);
    const units = ['', 'W', 'm3', '°C', 'kWh', 'e', '%', '2'];
    const models = Array.from({ length: 40 }, (_, n): PointModel => {
      const unit = dice.pick(units);
      return { code: `c${n}`, type: 'integer', scale: dice.below(5), ...(unit !== '' && { unit }) };
    });
    const many = modelled(models);
    const sent = Array.from({ length: 1500 }, (_, n) => ({
      code: dice.pick(models).code,
      value: String((dice.chance(0.2) ? -1 : 1) * dice.below(10 ** (1 + dice.below(6)))),
      time: n,
    }));
    const texts = textsOf(sent, many);
    const table = tableOf(sent.map(({ code, value, time }) => entry(time, { code, value, eventFrom: '77' })));
    const pieces = [
      '0',
      '00',
      '5',
      '12',
      '.',
      '-',
      '.0',
      '1.5',
      '05',
      ' ',
      'w',
      'kwh',
      'm3',
      '3',
      'e',
      '0.0',
      'x',
    ];
    for (let round = 0; round < 60; round++) {
      const word = `${dice.pick(pieces)}${dice.chance(0.5) ? dice.pick(pieces) : ''}`;
      const holds = (text: string): boolean => text.toLowerCase().includes(word);
      expect([word, matching(table, `"${word}"`, many)]).toEqual([word, timesOf(texts, holds)]);
    }
  });

  it('finds the same as going over every text that is shown, for any regex and any way to write a number', () => {
    const dice = new Dice(13);
    const models: PointModel[] = [
      { code: 'power', type: 'integer', scale: 1, unit: 'W' },
      { code: 'volume', type: 'integer', scale: 3, unit: 'm3' },
      { code: 'countdown_1', type: 'integer', scale: 0, unit: 's' },
      { code: 'countdown_2', type: 'integer', scale: 1, unit: 'min' },
      { code: 'named', name: 'Only a name' },
      { code: 'eco', labels: ['x'], range: ['1'] },
    ];
    const many = modelled(models);
    const codes = [
      ...models.map(({ code }) => code),
      'cur_voltage',
      'cur_power',
      'countdown',
      'battery_percentage',
    ];
    const written = (): string => {
      const number = dice.below(10 ** (1 + dice.below(8)));
      return dice.pick([
        `${number}`,
        `${number}`,
        `${number}`,
        `-${number}`,
        `${number}.0`,
        '1e3',
        '-0',
        '007',
        'on',
      ]);
    };
    const sent = Array.from({ length: 400 }, (_, n) => ({
      code: dice.pick(codes),
      value: written(),
      time: n,
    }));
    const table = tableOf(sent.map(({ code, value, time }) => entry(time, { code, value, eventFrom: '77' })));
    const texts = textsOf(sent, many);
    const pieces = [
      '4',
      '7',
      '\\d',
      '[0-9]+',
      '.',
      '\\.',
      ' ',
      'h',
      'min',
      '≈',
      'W',
      '[a-z]',
      '\\b',
      '-',
      '0*',
      '(1|5)',
    ];
    for (let round = 0; round < 60; round++) {
      const inside = Array.from({ length: 1 + dice.below(4) }, () => dice.pick(pieces)).join('');
      const source = `${dice.chance(0.3) ? '^' : ''}${inside}${dice.chance(0.3) ? '$' : ''}`;
      const regex = new RegExp(source, dice.chance(0.3) ? 'i' : '');
      const text = `/${source}/${regex.flags}`;
      expect([text, matching(table, text, many)]).toEqual([text, timesOf(texts, (one) => regex.test(one))]);
    }
    for (const word of [
      '4',
      '47',
      '471',
      '4.7',
      '0.0',
      'h',
      '05 min',
      '10 h',
      '≈',
      '100',
      '1000',
      's (',
      '(',
      'm3',
      '3',
      '10.0',
    ]) {
      const holds = (text: string): boolean => text.toLowerCase().includes(word);
      expect([word, matching(table, `"${word}"`, many)]).toEqual([word, timesOf(texts, holds)]);
    }
  });
});

/** Everything that a person sees of each row. */
function textsOf(
  rows: readonly { readonly code: string; readonly value: string; readonly time: number }[],
  words: SearchWords,
): readonly (readonly string[])[] {
  return rows.map(({ code, value }) => {
    const shown = shownText(decodeLogValue(value, code, words.point(0, code)));
    return [value, shown, code, 'report', '77', 'Living room'];
  });
}

/** Rows of which a text is meant; their times are their places. */
function timesOf(texts: readonly (readonly string[])[], isMeant: (text: string) => boolean): number[] {
  return [...texts.keys()].filter((time) => texts[time]?.some(isMeant) === true);
}
