import { numberReading } from '../../values/usualPoints.js';
import { canBe, type KnownPoint } from '../rows/logValue.js';
import type { RowColumns } from '../table/rowColumns.js';
import type { FilterTest } from './filterTypes.js';
import { ByteMemo, hit, miss, NumberMemo, unknown } from './memo.js';
import type { RowPredicate, WorkMeter } from './rowPredicate.js';
import type { SearchWords } from './searchWords.js';
import { readNumber } from './valueTerm.js';

const powers = Array.from({ length: 11 }, (_, scale) => 10 ** scale);

type NumberTest = Extract<FilterTest, { kind: 'value' }>;

/**
 * Compares numbers as people see them: scaled where the product tells the scale, and as they were sent where nothing
 * does, or only what is usual for the code.
 */
export function numberPredicate(
  test: NumberTest,
  columns: RowColumns,
  words: SearchWords,
  meter: WorkMeter,
): RowPredicate {
  const { shapes, values } = columns;
  const numbers = new NumberMemo(values);
  /** By shape: digits after the point, and one more, as 0 means that nobody has looked. */
  const scales = new ByteMemo(shapes);

  function scaleOf(shape: number): number {
    const known = scales.get(shape);
    if (known !== unknown) return known - 1;
    const code = test.raw ? undefined : shapes.codeOf(shape);
    const scale = code === undefined ? 0 : certainScale(code, words.point(shapes.device[shape] ?? 0, code));
    return scales.set(shape, scale + 1) - 1;
  }

  function numberOf(value: number): number {
    const text = values.text(value) ?? '';
    meter.done += text.length + 32;
    return numbers.set(value, readNumber(text) ?? Number.NaN);
  }

  function passes(shape: number, value: number): boolean {
    const number = numbers.get(value) ?? numberOf(value);
    if (Number.isNaN(number)) return false;
    const scale = scaleOf(shape);
    const isScaled = scale > 0 && Number.isSafeInteger(number);
    return isInRange(isScaled ? number / (powers[scale] ?? 1) : number, test);
  }

  return {
    cost: 1,
    judge: (slots, verdicts, from) => {
      const { shape, value } = columns;
      for (let at = from; at < slots.length; at++) {
        const slot = slots[at] ?? 0;
        const own = value[slot] ?? 0;
        verdicts[at] = own !== 0 && passes(shape[slot] ?? 0, own) ? hit : miss;
        if (meter.isFull) return at + 1;
      }
      return slots.length;
    },
  };
}

function certainScale(code: string, known: KnownPoint): number {
  const reading = canBe('number', code, known) ? numberReading(code, 1, known.model) : undefined;
  return reading && !reading.assumed ? reading.scale : 0;
}

function isInRange(number: number, { min, max, excludeMin, excludeMax }: NumberTest): boolean {
  if (min !== undefined && (number < min || (excludeMin === true && number === min))) return false;
  return max === undefined || number < max || (excludeMax !== true && number === max);
}
