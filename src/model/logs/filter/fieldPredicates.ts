import { fold } from '../../search/fold.js';
import type { RowColumns } from '../table/rowColumns.js';
import type { FilterTest } from './filterTypes.js';
import { hit, HitMemo, unknown } from './memo.js';
import { readNumber } from './valueTerm.js';
import type { RowPredicate, WorkMeter } from './rowPredicate.js';
import type { SearchWords } from './searchWords.js';

type FieldPredicate = Exclude<FilterTest, { kind: 'text' | 'regex' }>;

/** The test of one field of a row. */
export function fieldPredicate(
  test: FieldPredicate,
  columns: RowColumns,
  words: SearchWords,
  meter: WorkMeter,
): RowPredicate {
  const { shapes } = columns;
  switch (test.kind) {
    case 'type': {
      const types = new Set(test.types);
      return byShape(columns, (shape) => types.has(shapes.type[shape] ?? 0));
    }
    case 'source': {
      const sources = new Set<string | undefined>(test.sources);
      return byShape(columns, (shape) => sources.has(shapes.sourceOf(shape)));
    }
    case 'device': {
      const names = test.names.map(fold);
      return byShape(columns, (shape) => {
        const own = fold(words.device(shapes.device[shape] ?? 0));
        return names.some((name) => own.includes(name));
      });
    }
    case 'code': {
      const patterns = test.patterns.map(fold);
      return byShape(columns, (shape) => {
        const code = shapes.codeOf(shape);
        return code !== undefined && patterns.some((pattern) => fitsWildcards(fold(code), pattern));
      });
    }
    case 'valueText': {
      const wanted = fold(test.text);
      return byValue(columns, meter, (text) => fold(text) === wanted);
    }
    case 'value':
      return byValue(columns, meter, (text) => isInRange(readNumber(text), test));
  }
}

function byShape(columns: RowColumns, passes: (shape: number) => boolean): RowPredicate {
  const memo = new HitMemo(columns.shapes);
  return {
    cost: 0,
    passes: (slot) => {
      const shape = columns.shape[slot] ?? 0;
      const known = memo.get(shape);
      return known === unknown ? memo.set(shape, passes(shape)) : known === hit;
    },
  };
}

/** A row without a value doesn't pass. */
function byValue(columns: RowColumns, meter: WorkMeter, passes: (text: string) => boolean): RowPredicate {
  const memo = new HitMemo(columns.values);
  return {
    cost: 1,
    passes: (slot) => {
      const value = columns.value[slot] ?? 0;
      if (value === 0) return false;
      const known = memo.get(value);
      if (known !== unknown) return known === hit;
      const text = columns.values.text(value) ?? '';
      meter.done += text.length + 32;
      return memo.set(value, passes(text));
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
