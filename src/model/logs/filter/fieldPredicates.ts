import { fold } from '../../search/fold.js';
import type { RowColumns } from '../table/rowColumns.js';
import { commandTest } from './commandPredicate.js';
import type { FilterTest } from './filterTypes.js';
import { ByteMemo, hit, miss } from './memo.js';
import { numberPredicate } from './numberPredicate.js';
import type { RowPredicate, WorkMeter } from './rowPredicate.js';
import type { SearchWords } from './searchWords.js';
import { RegexOverlap } from './regexOverlap.js';
import { escaped } from './scaledNumbers.js';
import { readRegex } from './regexSyntax.js';
import { digitsAt, digitsOf, verdictBits } from './sentDigits.js';
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
    case 'valueText':
      return valueTextPredicate(test, columns, words, meter);
    case 'verdict':
    case 'latency':
      return bySlot(commandTest(test, words));
    case 'value':
      return numberPredicate(test, columns, words, meter);
  }
}

function bySlot(passes: (slot: number) => boolean): RowPredicate {
  return {
    cost: 1,
    judge: (slots, verdicts, from) => {
      for (let at = from; at < slots.length; at++) verdicts[at] = passes(slots[at] ?? 0) ? hit : miss;
      return slots.length;
    },
  };
}

function byShape(columns: RowColumns, passes: (shape: number) => boolean): RowPredicate {
  const memo = new ByteMemo(columns.shapes);
  return {
    cost: 0,
    judge: (slots, verdicts, from) => {
      const { shape } = columns;
      for (let at = from; at < slots.length; at++) {
        const own = shape[slots[at] ?? 0] ?? 0;
        verdicts[at] = memo.get(own) || memo.set(own, passes(own) ? hit : miss);
      }
      return slots.length;
    },
  };
}

/** A row without a value doesn't pass. */
function valueTextPredicate(
  { text: asked, exact, raw }: Extract<FilterTest, { kind: 'valueText' }>,
  columns: RowColumns,
  words: SearchWords,
  meter: WorkMeter,
): RowPredicate {
  const wanted = fold(asked);
  const fits = (text: string): boolean => (exact ? text === asked : fold(text) === wanted);
  const match = (text: string): number => (fits(text) ? hit : miss);
  const memo = new ByteMemo(columns.values);
  const word = { literal: wanted, isIn: (folded: string) => folded === wanted };
  const sought = { word, overlap: new RegexOverlap(readRegex(`^${escaped(wanted)}$`), '') };
  const shown = raw ? undefined : new ShownTexts(columns, words, match, sought, meter);

  function testValue(value: number): number {
    const text = columns.values.text(value) ?? '';
    meter.done += text.length + 32;
    return memo.set(value, (digitsOf(text) << digitsAt) | match(text));
  }

  return {
    cost: 1,
    judge: (slots, verdicts, from) => {
      const { shape, value } = columns;
      for (let at = from; at < slots.length; at++) {
        const slot = slots[at] ?? 0;
        const own = value[slot] ?? 0;
        const known = own === 0 ? miss : memo.get(own) || testValue(own);
        const isHit = (known & verdictBits) === hit;
        verdicts[at] = isHit ? hit : (shown?.verdict(shape[slot] ?? 0, own, known >>> digitsAt) ?? miss);
        if (meter.isFull) return at + 1;
      }
      return slots.length;
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
