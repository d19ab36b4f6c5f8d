import { describe, expect, it } from 'vitest';
import type { FilterProblemReason, FilterTest } from '../../../../../src/model/logs/filter/filterTypes.js';
import { parseFilter } from '../../../../../src/model/logs/filter/parseFilter.js';
import { vocabulary } from '../../../../support/logFilter.js';

const text = (word: string): FilterTest => ({ kind: 'text', text: word });
const regex = (source: string, ignoreCase = false): FilterTest => ({ kind: 'regex', source, ignoreCase });
const number = (bounds: Omit<Extract<FilterTest, { kind: 'value' }>, 'kind'>): FilterTest => ({
  kind: 'value',
  ...bounds,
});

/** Groups as `[test, test]`, negated tests as `{ not: test }`. */
function groupsOf(filterText: string): unknown {
  const result = parseFilter(filterText, vocabulary);
  if (!result.ok) return result.problems;
  return result.filter?.groups.map((terms) =>
    terms.map(({ negated, test }) => (negated ? { not: test } : test)),
  );
}

describe('parseFilter', () => {
  it.each<[string, unknown]>([
    ['', undefined],
    ['  \t ', undefined],
    ['red', [[text('red')]]],
    ['red blue', [[text('red')], [text('blue')]]],
    ['"red blue" x', [[text('red blue')], [text('x')]]],
    ['"say \\"hi\\" \\\\ there"', [[text('say "hi" \\ there')]]],
    ['-red', [[{ not: text('red') }]]],
    ['-"red blue"', [[{ not: text('red blue') }]]],
    ['a-b', [[text('a-b')]]],
    ['"-5"', [[text('-5')]]],
    ['10:42', [[text('10:42')]]],
    ['temp:5', [[text('temp:5')]]],
    ['value', [[text('value')]]],
    ['values', [[text('values')]]],
    ['/a.b/', [[regex('a.b')]]],
    ['/a.b/i', [[regex('a.b', true)]]],
    ['-/a b/i c', [[{ not: regex('a b', true) }], [text('c')]]],
    ['/[/]\\/x/', [[regex('[/]\\/x')]]],
    ['type:report', [[{ kind: 'type', types: [7] }]]],
    ['TYPE:Report,OFFLINE,99,-1', [[{ kind: 'type', types: [7, 2, 99, -1] }]]],
    ['type:gemeldet', [[{ kind: 'type', types: [7] }]]],
    ['type:"geht offline"', [[{ kind: 'type', types: [2] }]]],
    [
      'type:report x type:2',
      [
        [
          { kind: 'type', types: [7] },
          { kind: 'type', types: [2] },
        ],
        [text('x')],
      ],
    ],
    [
      '-type:report -type:offline',
      [[{ not: { kind: 'type', types: [7] } }], [{ not: { kind: 'type', types: [2] } }]],
    ],
    ['from:cloud,-1,gerat', [[{ kind: 'source', sources: ['4', '-1', '1'] }]]],
    ['dp:switch_*,temp', [[{ kind: 'code', patterns: ['switch_*', 'temp'] }]]],
    ['dp:"a, b"', [[{ kind: 'code', patterns: ['a, b'] }]]],
    ['device:"Living room"', [[{ kind: 'device', names: ['Living room'] }]]],
    ['value>23', [[number({ min: 23, excludeMin: true })]]],
    ['value>=23.5', [[number({ min: 23.5 })]]],
    ['value<-1', [[number({ max: -1, excludeMax: true })]]],
    ['Value <= 1e3', [[number({ max: 1000 })]]],
    ['value = 23', [[number({ min: 23, max: 23 })]]],
    ['value!=23', [[{ not: number({ min: 23, max: 23 }) }]]],
    ['-value!=23', [[number({ min: 23, max: 23 })]]],
    ['value:10..20', [[number({ min: 10, max: 20 })]]],
    ['value:10..', [[number({ min: 10 })]]],
    ['value:..-20', [[number({ max: -20 })]]],
    ['value:1.5..2.5', [[number({ min: 1.5, max: 2.5 })]]],
    ['value:open', [[{ kind: 'valueText', text: 'open' }]]],
    ['value="23"', [[{ kind: 'valueText', text: '23' }]]],
    ['value=1 value=2', [[number({ min: 1, max: 1 }), number({ min: 2, max: 2 })]]],
    ['raw>=2300', [[{ ...number({ min: 2300 }), raw: true }]]],
    ['Raw != "on"', [[{ not: { kind: 'valueText', text: 'on', raw: true, exact: true } }]]],
    ['raw:1..2', [[{ ...number({ min: 1, max: 2 }), raw: true }]]],
    [
      'raw=1 value=1 raw=2',
      [
        [
          { ...number({ min: 1, max: 1 }), raw: true },
          { ...number({ min: 2, max: 2 }), raw: true },
        ],
        [number({ min: 1, max: 1 })],
      ],
    ],
    ['raw rawhide', [[{ kind: 'text', text: 'raw' }], [{ kind: 'text', text: 'rawhide' }]]],
    ['value>1 value<2', [[number({ min: 1, excludeMin: true })], [number({ max: 2, excludeMax: true })]]],
  ])('reads %j', (filterText, groups) => {
    expect(groupsOf(filterText)).toEqual(groups);
  });

  it('tells where each term stands', () => {
    const result = parseFilter(' -red  value > 5 "a b"', vocabulary);
    const places = result.ok ? result.filter?.groups.flat().map(({ from, to }) => [from, to]) : undefined;
    expect(places).toEqual([
      [1, 5],
      [7, 16],
      [17, 22],
    ]);
  });

  it.each<[string, ...(readonly [number, number, FilterProblemReason])[]]>([
    ['-', [0, 1, 'emptyValue']],
    ['a - b', [2, 3, 'emptyValue']],
    ['""', [0, 2, 'emptyValue']],
    ['-""', [1, 3, 'emptyValue']],
    ['"red', [0, 4, 'unclosedQuote']],
    ['a "red blue', [2, 11, 'unclosedQuote']],
    ['"red\\"', [0, 6, 'unclosedQuote']],
    ['dp:"x', [3, 5, 'unclosedQuote']],
    ['/red', [0, 4, 'unclosedRegex']],
    ['x /', [2, 3, 'unclosedRegex']],
    ['/[/ x', [0, 5, 'unclosedRegex']],
    ['//', [0, 2, 'emptyValue']],
    ['/(/', [0, 3, 'badRegex']],
    ['a /+/ b', [2, 5, 'badRegex']],
    ['-/a{2,1}/', [1, 9, 'badRegex']],
    ['/[z-a]/i', [0, 7, 'badRegex']],
    ['/a/g', [3, 4, 'badRegexFlag']],
    ['/a/ii', [4, 5, 'badRegexFlag']],
    ['/a/ixyz b', [4, 7, 'badRegexFlag']],
    ['/dev/null', [5, 9, 'badRegexFlag']],
    ['type:', [0, 5, 'emptyValue']],
    ['a type: b', [2, 7, 'emptyValue']],
    ['type:,report', [0, 5, 'emptyValue']],
    ['type:report,', [11, 12, 'emptyValue']],
    ['type:report,,2', [11, 12, 'emptyValue']],
    ['type:nope', [5, 9, 'unknownType']],
    ['type:report,nope,2', [12, 16, 'unknownType']],
    ['type:"no pe"', [5, 12, 'unknownType']],
    ['type:7.5', [5, 8, 'unknownType']],
    ['from:', [0, 5, 'emptyValue']],
    ['-from:mars', [6, 10, 'unknownSource']],
    ['from:1.5', [5, 8, 'unknownSource']],
    ['dp:', [0, 3, 'emptyValue']],
    ['-dp:', [1, 4, 'emptyValue']],
    ['device:', [0, 7, 'emptyValue']],
    ['value>', [0, 6, 'emptyValue']],
    ['value > ', [0, 8, 'emptyValue']],
    ['value:', [0, 6, 'emptyValue']],
    ['value>x', [6, 7, 'badNumber']],
    ['value > 0x10', [8, 12, 'badNumber']],
    ['value<"5"', [6, 9, 'badNumber']],
    ['value:1..x', [9, 10, 'badNumber']],
    ['value:x..1', [6, 7, 'badNumber']],
    ['value:a..b', [6, 7, 'badNumber'], [9, 10, 'badNumber']],
    ['value:..', [6, 8, 'emptyValue']],
    ['value:20..10', [6, 12, 'emptyRange']],
    ['/(/ type:x "y', [0, 3, 'badRegex'], [9, 10, 'unknownType'], [11, 13, 'unclosedQuote']],
    ['x'.repeat(2001), [2000, 2001, 'tooLong']],
  ])('points at what is wrong with %j', (filterText, ...problems) => {
    const expected = problems.map(([from, to, reason]) => ({ from, to, reason }));
    expect(parseFilter(filterText, vocabulary)).toEqual({ ok: false, problems: expected });
  });
});
