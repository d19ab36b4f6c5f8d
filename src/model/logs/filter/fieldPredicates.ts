import { fold } from '../../search/fold.js';
import type { RowColumns } from '../table/rowColumns.js';
import { commandTest } from './commandPredicate.js';
import type { FilterTest } from './filterTypes.js';
import { hit, HitMemo, unknown } from './memo.js';
import { numberPredicate } from './numberPredicate.js';
import type { RowPredicate, WorkMeter } from './rowPredicate.js';
import type { SearchWords } from './searchWords.js';
import { ShownTexts } from './shownTexts.js';

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
      const inQuotes = new Set(test.words);
      const ids = new Set(
        test.patterns.filter((pattern) => /^\d{1,9}$/.test(pattern) && !inQuotes.has(pattern)).map(Number),
      );
      const fits = (text: string): boolean => patterns.some((pattern) => fitsWildcards(fold(text), pattern));
      return byShape(columns, (shape) => {
        const code = shapes.codeOf(shape);
        if (code === undefined) return false;
        const device = shapes.device[shape] ?? 0;
        const name = words.codeName(device, code);
        const id = words.point(device, code).model?.dpId;
        return fits(code) || (name !== undefined && fits(name)) || (id !== undefined && ids.has(id));
      });
    }
    case 'valueText': {
      const wanted = fold(test.text);
      const fits = (text: string): boolean => (test.exact ? text === test.text : fold(text) === wanted);
      const asSent = byValue(columns, meter, fits);
      if (test.raw) return asSent;
      const shown = new ShownTexts(columns, words, fits, wanted, meter);
      return { cost: 1, passes: (slot) => asSent.passes(slot) || shown.passes(slot) };
    }
    case 'verdict':
    case 'latency':
      return { cost: 1, passes: commandTest(test, words) };
    case 'value':
      return numberPredicate(test, columns, words, meter);
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
