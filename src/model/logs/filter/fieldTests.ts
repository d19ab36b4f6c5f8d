import { fold } from '../../search/fold.js';
import type { RowColumns } from '../table/rowColumns.js';
import type { FilterTest } from './filterTypes.js';
import { Memo } from './memo.js';
import { readNumber } from './readNumber.js';
import type { RowTest, WorkMeter } from './rowTest.js';
import type { SearchWords } from './searchWords.js';

type FieldTest = Exclude<FilterTest, { kind: 'text' | 'regex' }>;

/** The test of one field of a row. */
export function fieldTest(
  test: FieldTest,
  columns: RowColumns,
  words: SearchWords,
  meter: WorkMeter,
): RowTest {
  switch (test.kind) {
    case 'type': {
      const types = new Set(test.types);
      return { cost: 0, passes: (slot) => types.has(columns.type[slot] ?? 0) };
    }
    case 'device': {
      const names = test.names.map(fold);
      const known = new Map<number, boolean>();
      return {
        cost: 0,
        passes: (slot) => {
          const device = columns.device[slot] ?? 0;
          let passes = known.get(device);
          if (passes === undefined) {
            const own = fold(words.device(device));
            known.set(device, (passes = names.some((name) => own.includes(name))));
          }
          return passes;
        },
      };
    }
    case 'source': {
      const sources = new Set(test.sources);
      return byText(
        columns.sources,
        () => columns.source,
        0,
        meter,
        (text) => sources.has(text),
      );
    }
    case 'code': {
      const patterns = test.patterns.map(fold);
      const passes = (text: string): boolean =>
        patterns.some((pattern) => fitsWildcards(fold(text), pattern));
      return byText(columns.codes, () => columns.code, 0, meter, passes);
    }
    case 'valueText': {
      const wanted = fold(test.text);
      return byText(
        columns.values,
        () => columns.value,
        1,
        meter,
        (text) => fold(text) === wanted,
      );
    }
    case 'value':
      return byText(
        columns.values,
        () => columns.value,
        1,
        meter,
        (text) => isInRange(readNumber(text), test),
      );
  }
}

/** Tests each text once. A row without one doesn't pass. */
function byText(
  texts: RowColumns['values'],
  column: () => Uint32Array,
  cost: 0 | 1,
  meter: WorkMeter,
  passes: (text: string) => boolean,
): RowTest {
  const memo = new Memo<boolean>(texts);
  return {
    cost,
    passes: (slot) => {
      const number = column()[slot] ?? 0;
      if (number === 0) return false;
      const known = memo.get(number);
      if (known !== undefined) return known;
      const text = texts.text(number) ?? '';
      meter.done += text.length + 32;
      return memo.set(number, passes(text));
    },
  };
}

function isInRange(
  number: number | undefined,
  { min, max, excludeMin, excludeMax }: Extract<FilterTest, { kind: 'value' }>,
): boolean {
  if (number === undefined) return false;
  if (min !== undefined && (number < min || (excludeMin === true && number === min))) return false;
  return max === undefined || number < max || (excludeMax !== true && number === max);
}

/** `*` stands for any run of characters. In one pass: no pattern makes it slow. */
function fitsWildcards(text: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length === 1) return text === pattern;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
